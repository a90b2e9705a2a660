package dev.rapport.bench;

import java.util.List;
import java.util.Locale;

/** Bars as an SVG image: no library, no script, readable on white and on black. */
final class Chart {
    private static final int WIDTH = 760;
    private static final int BAR = 26;
    private static final int LABEL = 150;
    private static final int TOP = 64;

    private Chart() {}

    /** One bar. */
    record Bar(String label, double value, boolean ours) {}

    /**
     * Bars one below the other.
     *
     * @param unit of all values
     * @param note a line below
     */
    static String bars(String title, String unit, List<Bar> bars, String note) {
        double most = bars.stream().mapToDouble(Bar::value).max().orElse(1);
        StringBuilder svg = new StringBuilder();
        int height = TOP + bars.size() * (BAR + 10) + 40;
        svg.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" role=\"img\">%n"
                        + "<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>%n"
                        + "<title>%s</title>%n"
                        + "<text x=\"16\" y=\"28\" font-size=\"17\" fill=\"#222\">%s</text>%n"
                        + "<text x=\"16\" y=\"48\" font-size=\"12\" fill=\"#666\">%s</text>%n",
                WIDTH,
                height,
                escaped(title),
                escaped(title),
                escaped(unit)));
        int y = TOP;
        for (Bar bar : bars) {
            double length = (WIDTH - LABEL - 110) * bar.value() / Math.max(most, 1e-9);
            svg.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%d\" y=\"%d\" font-size=\"13\" text-anchor=\"end\" fill=\"#222\">%s</text>"
                            + "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>"
                            + "<text x=\"%.1f\" y=\"%d\" font-size=\"13\" fill=\"#222\">%,.0f</text>%n",
                    LABEL - 8,
                    y + 18,
                    escaped(bar.label()),
                    LABEL,
                    y,
                    length,
                    BAR,
                    bar.ours() ? "#d4380d" : "#8c8c8c",
                    LABEL + length + 8,
                    y + 18,
                    bar.value()));
            y += BAR + 10;
        }
        return svg.append(String.format(
                        Locale.ROOT,
                        "<text x=\"16\" y=\"%d\" font-size=\"11\" fill=\"#666\">%s</text>%n</svg>%n",
                        height - 14,
                        escaped(note)))
                .toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
