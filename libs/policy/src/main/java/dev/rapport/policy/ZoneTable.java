package dev.rapport.policy;

import dev.rapport.policy.binding.Checks;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/**
 * CARE-05: the time zones of countries, for whose night it is.
 *
 * @param name what packs call it
 * @param version which text of it
 * @param countries ISO 3166-1 alpha-2 → IANA names, at least one each
 */
public record ZoneTable(String name, String version, Map<String, List<String>> countries) implements PackFile {

    public ZoneTable {
        Checks checks = new Checks()
                .that("name", PackFile.isName(name), "must be lower-case letters, digits and dashes")
                .that("version", PackFile.isVersion(version), "must be letters, digits, dots and dashes")
                .notEmpty("countries", countries);
        countries.forEach((country, zones) -> checks.that(
                        "countries." + country, country.matches("[A-Z]{2}"), "is no country code")
                .notEmpty("countries." + country, zones)
                .that(
                        "countries." + country,
                        ZoneId.getAvailableZoneIds().containsAll(zones),
                        "names a zone that is not known"));
        checks.verify();
    }

    /** The zones of a country; none when the table does not have it. */
    public List<ZoneId> zones(String country) {
        return countries.getOrDefault(country, List.of()).stream()
                .map(ZoneId::of)
                .toList();
    }
}
