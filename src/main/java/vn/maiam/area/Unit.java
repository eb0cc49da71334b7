package vn.maiam.area;

import java.io.Serializable;

import org.jspecify.annotations.Nullable;

import vn.maiam.shared.UnitCode;

/**
 * A unit as others see it.
 *
 * @param name in full, as {@code Xã Tràng Xá}
 * @param parentId null for the highest
 */
public record Unit(long id, UnitCode code, String name, UnitKind kind,
		@Nullable Long parentId) implements Serializable {

	public UnitKind.Level level() {
		return this.kind.level();
	}

}
