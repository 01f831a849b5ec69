/** Something to spread into an object that `await using` should clean up after. */
export function onCleanup(action: () => Promise<unknown>): AsyncDisposable {
  return {
    [Symbol.asyncDispose]: async () => {
      await action();
    },
  };
}
