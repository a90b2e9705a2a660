/** What the builds of the services know of their answers and write into the OpenAPI document. At build only. */
@NullMarked
package dev.rapport.kit.openapi;

import org.jspecify.annotations.NullMarked;
