import type { FaultCase } from "../../support/fault_case.ts";
import { FAULTS_BEFORE } from "./catalogue_before.ts";
import { FAULTS_INSIDE } from "./catalogue_inside.ts";
import { FAULTS_MIDWAY } from "./catalogue_midway.ts";

/** Every fault that this machine can provoke, by its number in the catalogue of measured faults. */
export const FAULT_CASES: readonly FaultCase[] = [
  ...FAULTS_BEFORE,
  ...FAULTS_MIDWAY,
  ...FAULTS_INSIDE,
];
