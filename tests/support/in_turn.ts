/** Does something with each value, so many at once, and gives the answers in the order of the values. */
export async function inTurn<T, R>(
  values: readonly T[],
  atOnce: number,
  act: (value: T) => Promise<R>,
): Promise<readonly R[]> {
  const answers: R[] = [];
  const left = values.entries();
  const work = async (): Promise<void> => {
    for (const [at, value] of left) answers[at] = await act(value);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return answers;
}
