package vn.maiam.account;

import java.io.Serializable;

import vn.maiam.area.Unit;

/** A role on a unit and all below it. */
public record Grant(Role role, Unit unit) implements Serializable {
}
