/** What to do about each fault that a rule of a contract finds. */
export const CONTRACT_CODES = {
  missing_field: "Let whatever writes the artifact write this field",
  empty_field: "Fill the field: an empty one says nothing",
  forbidden_field: "Take the field out: where it stands it means something else",
  wrong_type: "Write the field as the type that the message names",
  not_equal: "Correct whichever of the two values is wrong, then make the artifact anew",
  not_one_of: "Use one of the values that the contract knows, or add the new one to the contract",
  forbidden_value: "Mend what leads to this value, then make the artifact anew",
  not_positive_integer: "Write 1, 2, 3 and so on, as a number and not as a text",
  below_min: "Find out why the number fell, or lower the bound with a reason",
  above_max: "Find out why the number rose, or raise the bound with a reason",
  wrong_sum: "Correct the number or its parts: they are told from different data",
  no_match: "Write the text as the pattern of the contract wants it",
  text_too_long: "Shorten the text: a pattern is held against 1,024 characters at most",
  duplicate: "Take one of the two out, or give it a name of its own",
  not_sorted: "Sort the list, so that two versions of it can be compared",
  wrong_sequence: "Restore the order and the values that the contract names",
  missing_value: "Add the value to the list, or make the artifact with everything it must cover",
  wrong_count:
    "Make the artifact anew with all of its items, or correct the number that tells them",
  unresolved_reference: "Make what is named there, or correct the name",
} as const;
