/**
 * Where the browser keeps notebooks: one object store of IndexedDB. A notebook that another tab has changed meanwhile is
 * never overwritten unasked: each version has a mark, and who saves says on which one the changes were made.
 */

export interface Stored {
  name: string;
  title: string;
  /** The document, as nbformat. */
  text: string;
  /** The mark of this version. */
  version: string;
  /** When it was saved, in milliseconds since 1970. */
  modified: number;
}

export type Listed = Omit<Stored, 'text'>;

/** The notebook was changed elsewhere since `base` was read. */
export class ConflictError extends Error {
  override name = 'ConflictError';

  constructor(readonly stored: Stored | undefined) {
    super('the notebook was changed in another tab');
  }
}

const DATABASE = 'fluxion';
const STORE = 'notebooks';

let opened: Promise<IDBDatabase> | undefined;

function database(): Promise<IDBDatabase> {
  opened ??= new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'name' });
    request.onerror = () => reject(request.error ?? new Error('the database cannot be opened'));
    request.onblocked = () => reject(new Error('the database is in use by an older version of this page'));
    request.onsuccess = () => {
      const forget = (): void => (opened = undefined);
      request.result.onversionchange = () => {
        request.result.close();
        forget();
      };
      request.result.onclose = forget;
      resolve(request.result);
    };
  }).catch((error: unknown) => {
    opened = undefined;
    throw error;
  });
  return opened;
}

/** Does `work` in a transaction; resolves with its answer when all is on the disk. */
async function transact<T>(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore, answer: (value: T) => void, fail: (error: Error) => void) => void,
): Promise<T> {
  const transaction = (await database()).transaction(STORE, mode);
  return new Promise<T>((resolve, reject) => {
    let result: T;
    let failure: Error | undefined;
    transaction.oncomplete = () => resolve(result);
    transaction.onabort = () =>
      reject(failure ?? transaction.error ?? new Error('the browser could not save'));
    work(
      transaction.objectStore(STORE),
      (value) => (result = value),
      (error) => {
        failure = error;
        transaction.abort();
      },
    );
  });
}

export function load(name: string): Promise<Stored | undefined> {
  return transact('readonly', (store, answer) => {
    const request = store.get(name) as IDBRequest<Stored | undefined>;
    request.onsuccess = () => answer(request.result);
  });
}

export function list(): Promise<Listed[]> {
  return transact('readonly', (store, answer) => {
    const request = store.getAll() as IDBRequest<Stored[]>;
    request.onsuccess = () => answer(request.result.map(({ text: _, ...rest }) => rest));
  });
}

/** Saves a version made from the version `base`: empty for a notebook that was not there. */
export function save(notebook: Stored, base: string): Promise<void> {
  return transact('readwrite', (store, answer, fail) => {
    const request = store.get(notebook.name) as IDBRequest<Stored | undefined>;
    request.onsuccess = () => {
      const present = request.result;
      if ((present?.version ?? '') !== base) {
        fail(new ConflictError(present));
        return;
      }
      store.put(notebook);
      answer();
    };
  });
}

export function remove(name: string): Promise<void> {
  return transact('readwrite', (store, answer) => {
    store.delete(name);
    answer();
  });
}
