import { useTexts } from '@/i18n/i18n';
import { reviewTexts } from './reviews.texts';

export function Stars({ stars }: { stars: number }) {
  const t = useTexts(reviewTexts);
  return (
    <span className="stars" role="img" aria-label={t('starsLabel', { n: stars })}>
      {'★'.repeat(stars)}
      {'☆'.repeat(Math.max(0, 5 - stars))}
    </span>
  );
}
