package dev.rapport.kit.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose fault a failure is: on it depends whether a record is set aside or waited with. */
class SqlFailureTest {

    @ParameterizedTest
    @CsvSource({
        "22001,DATA",
        "22021,DATA",
        "23505,DATA",
        "23514,DATA",
        "21000,DATA",
        "44000,DATA",
        "54000,DATA",
        "P0001,DATA",
        "40001,CONTENTION",
        "40P01,CONTENTION",
        "55P03,CONTENTION",
        "08006,AWAY",
        "57P01,AWAY",
        "57P03,AWAY",
        "53300,AWAY",
        "53100,AWAY",
        "58030,AWAY",
        "25006,AWAY",
        ",AWAY",
        "42P01,FAULT",
        "42501,FAULT",
        "42703,FAULT",
        "XX000,FAULT",
        "25P02,FAULT",
        "0A000,FAULT"
    })
    void shouldTellByTheState(@Nullable String state, SqlFailure expected) {
        assertThat(SqlFailure.of(new SQLException("", state))).isEqualTo(expected);
    }

    @Test
    void shouldFindItBehindOtherExceptions() {
        var wrapped = new IllegalStateException(new RuntimeException(new SQLException("", "40P01")));

        assertThat(SqlFailure.in(wrapped)).isEqualTo(SqlFailure.CONTENTION);
        assertThat(SqlFailure.in(new IllegalStateException("a fault of ours"))).isNull();
    }
}
