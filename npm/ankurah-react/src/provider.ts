import type { Ankurah } from 'ankurah';
import { createContext, createElement, useContext, type ReactElement, type ReactNode } from 'react';

const Client = createContext<Ankurah | null>(null);

/** Gives a client to all hooks below it. Who made the client closes it. */
export function AnkurahProvider(props: { readonly db: Ankurah; readonly children?: ReactNode }): ReactElement {
  return createElement(Client.Provider, { value: props.db }, props.children);
}

/** The client of the nearest provider. */
export function useAnkurah(): Ankurah {
  const db = useContext(Client);
  if (db === null) {
    throw new Error('there is no <AnkurahProvider db={...}> around this component');
  }
  return db;
}
