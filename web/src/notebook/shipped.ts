/** The notebooks that come with the page. */

const FILES = import.meta.glob<string>('../../notebooks/*.ipynb', {
  query: '?url',
  import: 'default',
  eager: true,
});

export interface Shipped {
  name: string;
  title: string;
}

export const SHIPPED: readonly Shipped[] = [
  { name: 'automatic-differentiation', title: 'Automatic differentiation, live' },
  { name: 'jacobians-and-hessians', title: 'Jacobians, Hessians and friends' },
  { name: 'taylor-mode', title: 'Taylor mode' },
  { name: 'custom-rules', title: 'Custom rules' },
  { name: 'train-a-classifier', title: 'Train a classifier' },
];

export const shipped = (name: string): Shipped | undefined => SHIPPED.find((one) => one.name === name);

export async function fetchShipped(name: string): Promise<string> {
  const response = await fetch(FILES[`../../notebooks/${name}.ipynb`]!);
  if (!response.ok) throw new Error(`it could not be loaded: ${response.status} ${response.statusText}`);
  return response.text();
}
