package org.peerdist.origin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.peerdist.content.ContentVersion;

class CodingRequestTest {
  private static final String BOTH = "MinContentInformation=1.0, MaxContentInformation=2.0";

  private static CodingRequest parse(String accept, String peerDist, String extended) {
    return CodingRequest.parse(list(accept), list(peerDist), list(extended), ContentVersion.V2);
  }

  private static List<String> list(String field) {
    return field == null ? List.of() : List.of(field);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "peerdist",
        "gzip, deflate, peerdist",
        "gzip,deflate,PeerDist",
        "peerdist;q=1",
        "peerdist; q=0.001",
        "gzip;q=1.0 , peerdist ; q=1.000"
      })
  void parse_codingNamed_isAccepted(String accept) {
    CodingRequest request = parse(accept, "Version=1.0", null);
    assertThat(request.wish()).isEqualTo(CodingRequest.Wish.HASHES);
    assertThat(request.contentVersion()).isEqualTo(ContentVersion.V1);
    assertThat(request.version()).isEqualTo(DottedVersion.V1_0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "gzip",
        "*",
        "identity",
        "peerdist;q=0",
        "peerdist;q=0.000",
        "peerdist;q=2",
        "peerdist;q=",
        "peerdist;q=-1",
        "peerdistx",
        "xpeerdist"
      })
  void parse_codingNotNamedOrRefused_isContent(String accept) {
    assertThat(parse(accept, "Version=1.0", null).wish()).isEqualTo(CodingRequest.Wish.CONTENT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Version=1.2",
        "Version=999.999",
        "Version=0.9",
        "Version=1",
        "Version=1.",
        "Version=.1",
        "Version= 1 . 0",
        "Version=1.0.0",
        "Version=99999999999999999999.0",
        "Version",
        "=1.0",
        "Version=1.0, Version=1.1",
        "Version=1.0, MissingDataRequest=InvalidValue",
        "Version=1.0, MissingDataRequest=",
        "MissingDataRequest=false",
        ""
      })
  void parse_noKnownVersionOrNonsense_isContent(String peerDist) {
    assertThat(parse("peerdist", peerDist, BOTH).wish()).isEqualTo(CodingRequest.Wish.CONTENT);
  }

  @Test
  void parse_numbersAreComparedAsNumbers() {
    assertThat(DottedVersion.parse("1.23").orElseThrow())
        .isGreaterThan(DottedVersion.parse("1.3").orElseThrow());
    assertThat(parse("peerdist", "Version=01.01", null).wish())
        .isEqualTo(CodingRequest.Wish.HASHES);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "MinContentInformation=1.0, MaxContentInformation=1.0|V1",
        "MinContentInformation=1.0, MaxContentInformation=2.0|V2",
        "MinContentInformation=2.0, MaxContentInformation=2.0|V2",
        "mincontentinformation=1.0 ,MAXCONTENTINFORMATION = 1.5|V1",
        "MinContentInformation=1.0,MaxContentInformation=2.0,HashRequest=true|V2",
        "HashRequest=true|V1",
        ",,|V1"
      })
  void parse_versionsOfContentInformation_givesTheHighest(String extended, ContentVersion wanted) {
    assertThat(parse("peerdist", "Version=1.1", extended).contentVersion()).isEqualTo(wanted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MinContentInformation=900.0, MaxContentInformation=999.0",
        "MinContentInformation=0.9, MaxContentInformation=1.0",
        "MinContentInformation=1.0, MaxContentInformation=2.1",
        "MinContentInformation=2.0, MaxContentInformation=1.0",
        "MinContentInformation=1.1, MaxContentInformation=1.9",
        "MinContentInformation=1.0",
        "MaxContentInformation=2.0",
        "MinContentInformation=x, MaxContentInformation=2.0",
        "MinContentInformation=1.0, MaxContentInformation=2.0, HashRequest=maybe",
        "nonsense"
      })
  void parse_versionsOutOfRange_isContent(String extended) {
    assertThat(parse("peerdist", "Version=1.1", extended).wish())
        .isEqualTo(CodingRequest.Wish.CONTENT);
  }

  @Test
  void parse_missingData_isTrueFalseOrNothing() {
    assertThat(parse(null, "Version=1.1, MissingDataRequest=true", null).wish())
        .isEqualTo(CodingRequest.Wish.MISSING_DATA);
    assertThat(parse("peerdist", "missingdatarequest=TRUE,version=1.0", null).wish())
        .isEqualTo(CodingRequest.Wish.MISSING_DATA);
    assertThat(parse("peerdist", "Version=1.1, MissingDataRequest=false", null).wish())
        .isEqualTo(CodingRequest.Wish.HASHES);
  }

  @Test
  void parse_hashRequestOfTheSpecification_isAccepted() {
    assertThat(parse(null, "Version=1.1", BOTH + ", HashRequest=true").wish())
        .isEqualTo(CodingRequest.Wish.HASHES);
    assertThat(parse("peerdist;q=0", "Version=1.1", BOTH + ", HashRequest=true").wish())
        .isEqualTo(CodingRequest.Wish.CONTENT);
    assertThat(parse(null, "Version=1.1", BOTH).wish()).isEqualTo(CodingRequest.Wish.CONTENT);
  }

  @Test
  void parse_hugeField_isContent() {
    String huge = "Version=1.1," + "x=1,".repeat(10_000);
    assertThat(parse("peerdist", huge, BOTH).wish()).isEqualTo(CodingRequest.Wish.CONTENT);
  }
}
