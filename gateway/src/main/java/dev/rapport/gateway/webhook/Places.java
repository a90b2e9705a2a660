package dev.rapport.gateway.webhook;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * How many calls are under way, and whose. One that does not answer in time has one call at a time until an answer comes: those who hang
 * take few of the places of all. For any number of threads.
 */
final class Places {

    private final int total;
    private final int ofASeller;
    private final int ofAWebhook;
    private final Map<String, Integer> webhooks = new HashMap<>();
    private final Map<String, Integer> sellers = new HashMap<>();
    private final Set<String> hanging = new HashSet<>();
    private int taken;

    Places(int total, int ofASeller, int ofAWebhook) {
        if (ofAWebhook < 1 || ofASeller < ofAWebhook || total < ofASeller) {
            throw new IllegalArgumentException(
                    "at least one call of a webhook, no more than of its seller, nor than of all");
        }
        this.total = total;
        this.ofASeller = ofASeller;
        this.ofAWebhook = ofAWebhook;
    }

    int ofASeller() {
        return ofASeller;
    }

    int ofAWebhook() {
        return ofAWebhook;
    }

    synchronized int free() {
        return total - taken;
    }

    /** By seller and webhook, those that may have fewer calls more than the share. */
    synchronized Map<String, Integer> roomOfWebhooks() {
        Map<String, Integer> room = new HashMap<>();
        hanging.forEach(webhook -> room.put(webhook, 1));
        webhooks.forEach((webhook, calls) ->
                room.put(webhook, Math.max(0, (hanging.contains(webhook) ? 1 : ofAWebhook) - calls)));
        return room;
    }

    /** The same by seller. */
    synchronized Map<String, Integer> roomOfSellers() {
        Map<String, Integer> room = new HashMap<>();
        sellers.forEach((seller, calls) -> room.put(seller, Math.max(0, ofASeller - calls)));
        return room;
    }

    synchronized void take(String sellerId, String webhookId) {
        webhooks.merge(Webhook.place(sellerId, webhookId), 1, Integer::sum);
        sellers.merge(sellerId, 1, Integer::sum);
        taken++;
    }

    /** @param answered in time */
    synchronized void giveBack(String sellerId, String webhookId, boolean answered) {
        String webhook = Webhook.place(sellerId, webhookId);
        webhooks.computeIfPresent(webhook, (_, calls) -> calls == 1 ? null : calls - 1);
        sellers.computeIfPresent(sellerId, (_, calls) -> calls == 1 ? null : calls - 1);
        taken--;
        if (answered) {
            hanging.remove(webhook);
        } else {
            hanging.add(webhook);
        }
    }
}
