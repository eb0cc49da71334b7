package vn.maiam;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.Date;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import jakarta.persistence.Entity;

import org.springframework.data.repository.Repository;
import org.springframework.stereotype.Controller;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

@AnalyzeClasses(packages = "vn.maiam", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseRulesTests {

	@ArchTest
	static final ArchRule entitiesStayInside = classes().that()
		.areAnnotatedWith(Entity.class)
		.should()
		.bePackagePrivate();

	@ArchTest
	static final ArchRule repositoriesStayInside = classes().that()
		.areAssignableTo(Repository.class)
		.should()
		.bePackagePrivate();

	@ArchTest
	static final ArchRule controllersStayInside = classes().that()
		.areMetaAnnotatedWith(Controller.class)
		.should()
		.bePackagePrivate();

	@ArchTest
	static final ArchRule controllersUseServices = noClasses().that()
		.areMetaAnnotatedWith(Controller.class)
		.should()
		.dependOnClassesThat()
		.areAssignableTo(Repository.class);

	@ArchTest
	static final ArchRule oneClock = noClasses().should()
		.callMethod(Instant.class, "now")
		.orShould()
		.callMethod(LocalDate.class, "now")
		.orShould()
		.callMethod(LocalDateTime.class, "now")
		.orShould()
		.callMethod(ZonedDateTime.class, "now")
		.orShould()
		.callMethod(System.class, "currentTimeMillis")
		.orShould()
		.callMethod(Clock.class, "systemUTC")
		.orShould()
		.callMethod(Clock.class, "systemDefaultZone");

	/** {@code java.sql.Timestamp} remains, as JDBC's own parameter type. */
	@ArchTest
	static final ArchRule newTime = noClasses().should()
		.callConstructor(Date.class)
		.orShould()
		.callConstructor(Date.class, long.class);

	@ArchTest
	static final ArchRule noFieldInjection = GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;

	@ArchTest
	static final ArchRule caseChangesNameALocale = noClasses().should()
		.callMethod(String.class, "toLowerCase")
		.orShould()
		.callMethod(String.class, "toUpperCase");

	@ArchTest
	static final ArchRule plainNames = noClasses().that(describe("are ours", (JavaClass it) -> !it.isAnonymousClass()))
		.should()
		.haveSimpleNameEndingWith("Util")
		.orShould()
		.haveSimpleNameEndingWith("Utils")
		.orShould()
		.haveSimpleNameEndingWith("Helper")
		.orShould()
		.haveSimpleNameEndingWith("Impl")
		.orShould()
		.haveSimpleNameStartingWith("Base");

}
