@NullMarked
package vn.maiam.household.photo;

import org.jspecify.annotations.NullMarked;
