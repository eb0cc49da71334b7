package vn.maiam.area.domain;

import java.time.LocalDate;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import org.jspecify.annotations.Nullable;

import vn.maiam.area.Unit;
import vn.maiam.area.UnitKind;
import vn.maiam.shared.UnitCode;

/**
 * A unit from its first day to its last. A renamed or merged unit ends, and a new row
 * begins.
 */
@Entity
class AdministrativeUnit {

	@Id
	@GeneratedValue(strategy = GenerationType.IDENTITY)
	private @Nullable Long id;

	private String code;

	private String name;

	@Enumerated(EnumType.STRING)
	private UnitKind kind;

	private @Nullable Long parentId;

	private LocalDate validFrom;

	private @Nullable LocalDate validTo;

	@SuppressWarnings("NullAway.Init")
	protected AdministrativeUnit() {
	}

	AdministrativeUnit(UnitCode code, String name, UnitKind kind, @Nullable Unit parent, LocalDate validFrom) {
		this.code = code.value();
		this.name = name;
		this.kind = kind;
		this.parentId = (parent != null) ? parent.id() : null;
		this.validFrom = validFrom;
	}

	Unit toUnit() {
		if (this.id == null) {
			throw new IllegalStateException("not saved yet: " + this.code);
		}
		return new Unit(this.id, new UnitCode(this.code), this.name, this.kind, this.parentId);
	}

	@Override
	public String toString() {
		return this.name + " (" + this.code + ", " + this.validFrom + "–" + ((this.validTo != null) ? this.validTo : "")
				+ ")";
	}

}
