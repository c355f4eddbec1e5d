// Written from golden.Album; change that.
import { model, type Id } from "ankurah";

/** A collection of tracks. */
export interface Album {
  readonly id: Id<"album">;
  /** as it stands on the cover */
  readonly name: string;
  readonly artist: Id<"artist">;
  /** when it came out */
  readonly year: number;
  readonly label: Label | null;
  readonly genre: "ROCK" | "POP" | "JAZZ";
  readonly guest: Id<"artist"> | null;
  readonly listPrice: string;
  readonly tags: readonly string[];
  readonly moods: ReadonlySet<string>;
  readonly plays: bigint;
}

/** What `create` takes. */
export interface NewAlbum {
  name: string;
  artist: Id<"artist">;
  year?: number;
  label?: Label | null;
  genre: "ROCK" | "POP" | "JAZZ";
  guest?: Id<"artist"> | null;
  listPrice: string;
  tags: readonly string[];
  moods?: ReadonlySet<string>;
  plays?: bigint;
}

export const Album = model<Album, NewAlbum>("album", {
  name: { type: "string" },
  artist: { type: "ref", to: "artist" },
  year: { type: "int", default: "0" },
  label: { type: "json", nullable: true },
  genre: { type: "string" },
  guest: { type: "ref", to: "artist", nullable: true },
  listPrice: { type: "decimal", stored: "price" },
  tags: { type: "list", items: { type: "string" } },
  moods: { type: "set", items: { type: "string" } },
  plays: { type: "counter" },
}, { indexes: ["artist, year DESC"] });

export interface Label {
  readonly name: string;
  readonly founded?: string;
  readonly cities: readonly string[];
}
