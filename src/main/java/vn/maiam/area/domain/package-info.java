@NullMarked
package vn.maiam.area.domain;

import org.jspecify.annotations.NullMarked;
