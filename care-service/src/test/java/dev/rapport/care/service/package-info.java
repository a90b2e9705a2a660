@NullMarked
package dev.rapport.care.service;

import org.jspecify.annotations.NullMarked;
