package dev.rapport.bench.race;

/**
 * What one run of a contestant gave.
 *
 * @param perSecond records a second from the first third to the end, when compilers and caches have warmed up
 * @param wholePerSecond records a second from the first record counted to the last
 * @param cpuPerMillion processor seconds of the contestant's own processes per million records, over the same stretch as {@code perSecond}
 * @param serverCpuPerMillion those of broker and PostgreSQL
 * @param peakRssMb the most memory its processes have had resident, added up
 * @param load the machine's load average at the end
 * @param digest of what it counted; empty when it counts nothing
 */
public record Run(
        Contestant contestant,
        double perSecond,
        double wholePerSecond,
        double cpuPerMillion,
        double serverCpuPerMillion,
        double peakRssMb,
        double load,
        String digest) {}
