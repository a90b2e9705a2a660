import { Button, Popconfirm } from 'antd';
import type { ReactNode } from 'react';
import { useTexts } from '@/i18n/i18n';
import { Failed, Loading, Nothing } from '@/states/States';
import { tableTexts } from './table.texts';
import type { Pages } from './usePages';

export interface Column<T> {
  /** Its heading; a column of buttons has none. */
  title?: string;
  /** Figures stand to the right, in digits of one width. */
  figure?: boolean;
  /** Never broken into lines. */
  tight?: boolean;
  show: (row: T) => ReactNode;
}

/** Rows of one kind; wider than the screen it scrolls by itself. */
export function Table<T>({ columns, rows, id }: { columns: readonly Column<T>[]; rows: readonly T[]; id: (row: T) => string | number }) {
  const look = (column: Column<T>) =>
    [column.figure ? 'right num' : column.title === undefined ? 'right nowrap' : '', column.tight ? 'nowrap' : ''].filter(Boolean).join(' ');
  return (
    <div className="scroll-x" tabIndex={0}>
      <table className="plain">
        <thead>
          <tr>
            {columns.map((column, index) =>
              // A heading without words is a plain cell: one that is empty says nothing to who hears it.
              column.title === undefined ? (
                <td key={index} />
              ) : (
                <th key={index} scope="col" className={column.figure ? 'right' : ''}>
                  {column.title}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={id(row)}>
              {columns.map((column, index) => (
                <td key={index} className={look(column)}>
                  {column.show(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A list of the API as a table, in any of its states; more of it is loaded when it is asked for. */
export function Listed<T>({
  list: { items, query },
  rows = items,
  columns,
  id,
  empty,
}: {
  list: Pages<T>;
  /** Those of the items that are shown, all unless told. */
  rows?: readonly T[];
  columns: readonly Column<T>[];
  id: (row: T) => string | number;
  empty: string;
}) {
  const t = useTexts(tableTexts);
  if (query.isPending) return <Loading />;
  const again = () => void query.refetch();
  if (query.isError && items.length === 0) return <Failed failure={query.error} again={again} />;
  return (
    <>
      {query.isError && <Failed failure={query.error} again={again} />}
      {rows.length === 0 ? <Nothing>{empty}</Nothing> : <Table columns={columns} rows={rows} id={id} />}
      {query.hasNextPage && (
        <Button type="link" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </>
  );
}

/** What may be done with a row: its own things, changing it, and removing it once that is confirmed. */
export function RowActions({ edit, editLabel, remove, children }: { edit?: () => void; editLabel?: string; remove?: () => void; children?: ReactNode }) {
  const t = useTexts(tableTexts);
  return (
    <>
      {children}
      {edit && (
        <Button type="link" onClick={edit}>
          {editLabel ?? t('edit')}
        </Button>
      )}
      {remove && (
        <Popconfirm title={t('removeSure')} okText={t('remove')} cancelText={t('cancel')} onConfirm={remove}>
          <Button type="link" danger>
            {t('remove')}
          </Button>
        </Popconfirm>
      )}
    </>
  );
}
