package dev.heal;

import java.nio.file.Files;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.Architectures;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.stereotype.Component;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

/**
 * Tests that packages import only what they may.
 */
class ModularityTests {

	private static JavaClasses heal;

	@BeforeAll
	static void read() {
		heal = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
			.importPackages("dev.heal");
	}

	@Test
	void packagesImportOnlyWhatTheyMay() {
		ApplicationModules.of(HealApplication.class).verify();
	}

	@Test
	void partsOfTheAnalysisDoNotImportEachOther() {
		SlicesRuleDefinition.slices().matching("dev.heal.analysis.(*)..").should().beFreeOfCycles().check(heal);
	}

	@Test
	void partsOfTheEvidenceDoNotImportEachOther() {
		SlicesRuleDefinition.slices().matching("dev.heal.evidence.(*)..").should().beFreeOfCycles().check(heal);
	}

	@Test
	void logsAreReadFromWordsToLinesToTracesToTheirRanking() {
		Architectures.layeredArchitecture()
			.consideringOnlyDependenciesInLayers()
			.layer("words")
			.definedBy("dev.heal.analysis.log.words")
			.layer("line")
			.definedBy("dev.heal.analysis.log.line")
			.layer("trace")
			.definedBy("dev.heal.analysis.log.trace")
			.layer("ranking")
			.definedBy("dev.heal.analysis.log")
			.whereLayer("words")
			.mayNotAccessAnyLayer()
			.whereLayer("line")
			.mayOnlyAccessLayers("words")
			.whereLayer("trace")
			.mayOnlyAccessLayers("words", "line")
			.whereLayer("ranking")
			.mayNotBeAccessedByAnyLayer()
			.check(heal);
	}

	@Test
	void apiServerIsCalledWhereItIsThePackagesPurpose() {
		noClasses().that()
			.resideOutsideOfPackages("dev.heal.evidence..", "dev.heal.coderun", "dev.heal.remediation",
					"dev.heal.security", "dev.heal.leadership", "dev.heal.watch", "dev.heal.config")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("io.fabric8.kubernetes.client..")
			.check(heal);
	}

	@Test
	void terminalAndWebKnowNothingOfEachOther() {
		noClasses().that()
			.resideInAPackage("dev.heal.cli")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.springframework.web..", "jakarta.servlet..")
			.check(heal);
		noClasses().that()
			.resideOutsideOfPackage("dev.heal.cli")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("picocli..")
			.check(heal);
	}

	@Test
	void filesOnTheVolumesAreOpenedByTheWorkspace() {
		noClasses().that()
			.resideInAnyPackage("dev.heal.evidence..", "dev.heal.incident", "dev.heal.report", "dev.heal.remediation",
					"dev.heal.watch")
			// files that a person names, the incidents, which are cached, and paths that
			// callers name
			.and()
			.doNotHaveSimpleName("RecordedFiles")
			.and()
			.doNotHaveSimpleName("IncidentFiles")
			.and()
			.doNotHaveSimpleName("IssueFiles")
			.should()
			.dependOnClassesThat()
			.areAssignableTo(Files.class)
			.check(heal);
	}

	@Test
	void propertiesBelongToTheirModule() {
		classes().that().areAnnotatedWith(ConfigurationProperties.class).should(beUsedByTheirModuleAlone()).check(heal);
	}

	private static ArchCondition<JavaClass> beUsedByTheirModuleAlone() {
		return new ArchCondition<>("be used by their module alone") {

			@Override
			public void check(JavaClass properties, ConditionEvents events) {
				properties.getDirectDependenciesToSelf()
					.stream()
					.filter((dependency) -> !module(dependency.getOriginClass()).equals(module(properties)))
					.forEach((dependency) -> events
						.add(SimpleConditionEvent.violated(dependency, dependency.getDescription())));
			}

		};
	}

	private static String module(JavaClass type) {
		return type.getPackageName().replaceFirst("^(dev\\.heal\\.\\w+).*", "$1");
	}

	@Test
	void collaboratorsArriveByTheConstructor() {
		noFields().that()
			.areDeclaredInClassesThat()
			.areMetaAnnotatedWith(Component.class)
			.should()
			.beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
			.check(heal);
	}

}
