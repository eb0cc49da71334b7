@NullMarked
package vn.maiam.privacy.domain;

import org.jspecify.annotations.NullMarked;
