import { model, t } from "ankurah";

// Written from golden.Album; change that.
/** A collection of tracks. */
export const Album = model("Album", {
  /** as it stands on the cover */
  name: t.string,
  artist: t.ref<"artist">(),
  /** when it came out */
  year: t.int.default(0),
  label: t.json<AlbumLabel>().optional,
  genre: t.oneOf("ROCK", "POP", "JAZZ"),
  guest: t.ref<"artist">().optional,
  listPrice: t.decimal.storedAs("price"),
  tags: t.list(t.string),
  moods: t.set(t.string),
  plays: t.counter,
}, "album");
export type Album = import("ankurah").Row<typeof Album>;

export type AlbumLabel = {
  readonly name: string;
  readonly founded?: string;
  readonly cities: readonly string[];
};
