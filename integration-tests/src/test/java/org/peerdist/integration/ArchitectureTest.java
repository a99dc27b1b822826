package org.peerdist.integration;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The arrows between the rooms, and where sockets, threads and clocks may be. */
class ArchitectureTest {
  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.peerdist");

  /** What other bundles show, all of whose imports are optional. */
  private static final String CONSOLE = "org.peerdist.jetty.osgi.console..";

  /** The client's downloads over HTTP, and all of the client of shares. */
  private static final String DOWNLOADS =
      "org\\.peerdist\\.client\\.internal\\.(Download|Resumption|Ingest|InformationReceiver"
          + "|HashFollowUp|OriginContent|PlainDownload)"
          + "|org\\.peerdist\\.smb\\.client\\..*";

  private static final DescribedPredicate<JavaClass> CLOSED_INSIDE =
      resideOutsideOfPackages("org.peerdist..internal..", Room.LAUNCHER.packages())
          .as("code outside of internal packages and the launcher");

  @ParameterizedTest
  @EnumSource(Room.class)
  void room_hasClassesHere(Room room) {
    boolean found = HOUSE.stream().anyMatch(resideInAPackage(room.packages()));
    assertThat(found).as(room + " was imported").isTrue();
  }

  @Test
  void everyClass_isInARoom() {
    String[] rooms = Arrays.stream(Room.values()).map(Room::packages).toArray(String[]::new);
    classes().should().resideInAnyPackage(rooms).check(HOUSE);
  }

  @ParameterizedTest
  @EnumSource(Room.class)
  void room_seesOnlyTheRoomsBelow(Room room) {
    noClasses()
        .that()
        .resideInAPackage(room.packages())
        .should()
        .dependOnClassesThat(
            resideInAPackage("org.peerdist..")
                .and(resideOutsideOfPackages(room.visiblePackages()))
                .as("rooms that it may not see"))
        .check(HOUSE);
  }

  @Test
  void internalPackages_areSeenByTheirRoomOnly() {
    for (Room room : Room.values()) {
      noClasses()
          .that()
          .resideOutsideOfPackage(room.packages())
          .should()
          .dependOnClassesThat(
              resideInAPackage(room.packages().replace("..", "..internal.."))
                  .as("what is internal to " + room))
          .check(HOUSE);
    }
  }

  /** What the Peer Distribution API can do is proven by those who have nothing else. */
  @Test
  void downloads_haveContentsFromTheApiOnly() {
    noClasses()
        .that()
        .haveNameMatching(DOWNLOADS)
        .should()
        .dependOnClassesThat(
            nameMatching(
                    "org\\.peerdist\\.content\\.(ContentInformation|Segment|VerifiedBlock)"
                        + "|org\\.peerdist\\.client\\.(BlockStore|BlockPeer|PeerFinder)"
                        + "|org\\.peerdist\\.client\\.internal\\.(Sources|Delivery|BlockReads"
                        + "|SharedWindow|OpenContent|ContentRetrieval)")
                .as("what is underneath the Peer Distribution API"))
        .check(HOUSE);
  }

  @Test
  void wireAndContent_seeTheJdkOnly() {
    classes()
        .that()
        .resideInAnyPackage(Room.WIRE.packages(), Room.CONTENT.packages())
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                "java..",
                "javax.crypto..",
                "org.osgi.annotation..",
                Room.WIRE.packages(),
                Room.CONTENT.packages()))
        .check(HOUSE);
  }

  @Test
  void jetty_isNamedByTheJettyExtensionAndTheLauncherOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackages(Room.JETTY.packages(), Room.LAUNCHER.packages())
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.eclipse.jetty..")
        .check(HOUSE);
  }

  @Test
  void servlets_areNamedByTheServletFilterAndThePluginOfAConsoleOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackages(Room.SERVLET.packages(), CONSOLE)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("jakarta.servlet..")
        .check(HOUSE);
  }

  @Test
  void smbj_isNamedByTheSmbAdapterOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackage(Room.SMB.packages())
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.hierynomus..")
        .check(HOUSE);
  }

  @Test
  void bouncyCastle_isNamedByTheSmbAdapterAndTheLauncherOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackages(Room.SMB.packages(), Room.LAUNCHER.packages())
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.bouncycastle..")
        .check(HOUSE);
  }

  @Test
  void felix_isNamedWhereItIsOptionalOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackage(CONSOLE)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.felix..")
        .check(HOUSE);
    noClasses()
        .that()
        .resideOutsideOfPackage(CONSOLE)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(CONSOLE)
        .check(HOUSE);
  }

  @Test
  void osgi_isNamedInAnnotationsAndComponentsOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackages(Room.LAUNCHER.packages(), "org.peerdist..osgi..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("org.osgi..")
                .and(
                    resideOutsideOfPackages(
                        "org.osgi.annotation..",
                        "org.osgi.service.component.annotations..",
                        "org.osgi.service.metatype.annotations.."))
                .as("OSGi at run time"))
        .check(HOUSE);
  }

  @Test
  void sockets_areInternal() {
    noClasses().that(CLOSED_INSIDE).should().dependOnClassesThat(Effects.SOCKETS).check(HOUSE);
  }

  @Test
  void threads_areInternal() {
    noClasses()
        .that(CLOSED_INSIDE)
        .should()
        .accessTargetWhere(
            DescribedPredicate.<JavaAccess<?>>describe("starts threads", Effects::startsThreads))
        .check(HOUSE);
  }

  @Test
  void clocks_areInternal() {
    noClasses()
        .that(CLOSED_INSIDE)
        .should()
        .accessTargetWhere(
            DescribedPredicate.<JavaAccess<?>>describe("reads the clock", Effects::readsTheClock))
        .check(HOUSE);
  }
}
