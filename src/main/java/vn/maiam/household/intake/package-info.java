/** The way of a locality's workbook into the register. */
@NullMarked
@NamedInterface("intake")
package vn.maiam.household.intake;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.NamedInterface;
