package dev.rapport.score.profile;

import dev.rapport.events.ScoreStatus;
import dev.rapport.events.SellerEvent.SellerChanged;
import dev.rapport.kit.access.Caller;
import dev.rapport.kit.page.Cursor;
import dev.rapport.kit.page.Page;
import dev.rapport.kit.page.PageRequest;
import dev.rapport.kit.tenancy.SellerTransactions;
import dev.rapport.policy.DefaultProfile;
import dev.rapport.policy.Packs;
import dev.rapport.score.SellerPath;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Lists sellers with the score last told of each. */
@Singleton
class SellerList {

    /** What a list is ordered by. */
    enum Sort {
        ID,
        /** Lowest first, those without a score last. */
        SCORE
    }

    /**
     * A seller in a list.
     *
     * @param score as last told to others, which is at most some seconds old while events come; null without one
     * @param scoreAsOf when it was made; null when none was told yet
     */
    record Item(
            String sellerId,
            String marketplace,
            String pack,
            String zone,
            @Nullable BigDecimal score,
            String status,
            @Nullable Instant scoreAsOf) {}

    private static final String READ = """
            SELECT asked.seller_id, seller.marketplace, seller.pack, seller.zone, told.score, told.status, told.as_of
              FROM %s asked
              LEFT JOIN seller USING (seller_id)
              LEFT JOIN published_score told USING (seller_id)
             %s LIMIT ?
            """;

    /** The first parameter is the token's sellers; an operator's are not asked for. */
    private static final String KNOWN = "(SELECT seller_id FROM seller WHERE ?::text[] IS NOT NULL)";

    private static final String NAMED = "(SELECT unnest(?::text[]) AS seller_id)";

    private final SellerTransactions sellers;
    private final Packs packs;
    private final Clock clock;

    SellerList(SellerTransactions sellers, Packs packs, Clock clock) {
        this.sellers = sellers;
        this.packs = packs;
        this.clock = clock;
    }

    /** One page; every seller a token names is on it, known or not, and for an operator every known one. */
    Page<Item> page(Set<String> token, Sort sort, PageRequest request) {
        boolean every = token.contains(Caller.EVERY_SELLER);
        // What cannot be a seller's id is nobody's, whoever put it into a token.
        Set<String> visible =
                every ? token : token.stream().filter(SellerPath::isId).collect(Collectors.toUnmodifiableSet());
        SellerChanged usual = DefaultProfile.of("default", packs.pack(DefaultProfile.PACK, clock.instant()));
        return sellers.read(visible, tx -> {
            String sql = READ.formatted(every ? KNOWN : NAMED, order(sort, request.after()));
            try (PreparedStatement statement = tx.prepareStatement(sql)) {
                bind(tx, statement, visible, sort, request);
                try (ResultSet rows = statement.executeQuery()) {
                    List<Item> items = new ArrayList<>();
                    while (rows.next()) {
                        items.add(item(rows, usual));
                    }
                    return Page.of(request, items, item -> position(sort, item));
                }
            }
        });
    }

    private static String order(Sort sort, @Nullable Cursor after) {
        return switch (sort) {
            case ID -> (after == null ? "" : "WHERE asked.seller_id > ?") + " ORDER BY asked.seller_id";
            case SCORE ->
                (after == null ? "" : "WHERE (coalesce(told.score, 101), asked.seller_id) > (?, ?)")
                        + " ORDER BY coalesce(told.score, 101), asked.seller_id";
        };
    }

    private static void bind(
            Connection tx, PreparedStatement statement, Set<String> sellers, Sort sort, PageRequest request)
            throws SQLException {
        int at = 1;
        statement.setArray(at++, tx.createArrayOf("text", sellers.toArray()));
        Cursor after = request.after();
        if (after != null) {
            if (sort == Sort.SCORE) {
                statement.setBigDecimal(at++, after.decimal(0));
            }
            statement.setString(at++, after.text(after.size() - 1));
        }
        statement.setInt(at, request.fetch());
    }

    private static List<?> position(Sort sort, Item item) {
        return switch (sort) {
            case ID -> List.of(item.sellerId());
            case SCORE -> Arrays.asList(item.score() == null ? new BigDecimal(101) : item.score(), item.sellerId());
        };
    }

    private static Item item(ResultSet row, SellerChanged usual) throws SQLException {
        OffsetDateTime asOf = row.getObject("as_of", OffsetDateTime.class);
        return new Item(
                row.getString("seller_id"),
                or(row.getString("marketplace"), usual.marketplace()),
                or(row.getString("pack"), usual.pack()),
                or(row.getString("zone"), usual.zone()),
                row.getBigDecimal("score"),
                or(row.getString("status"), ScoreStatus.INSUFFICIENT_DATA.wireName()),
                asOf == null ? null : asOf.toInstant());
    }

    private static String or(@Nullable String value, String usual) {
        return value == null ? usual : value;
    }
}
