/** The way of a decision's list of members into the committees. */
@NullMarked
@NamedInterface("intake")
package vn.maiam.committee.intake;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.NamedInterface;
