/** Runs a script as a test would be, with what ends what it has started, the latest first. */
export async function closing(act) {
  const ends = [];
  try {
    return await act({ after: (end) => ends.unshift(end) });
  } finally {
    for (const end of ends) {
      await end();
    }
  }
}
