import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { deriveRoute, type RouteClue } from "../../../lib/observe/derive_route.ts";

const API: RouteClue = { file: "tests/api/test_shop.py", className: "", name: "", kind: "unit" };
const UNIT: RouteClue = { ...API, file: "tests/test_shop.py" };
const E2E: RouteClue = { ...UNIT, kind: "e2e" };

const IDENTIFIERS: Readonly<Record<string, string | null>> = {
  test_get_users: "GET /users",
  test_get_users_id: "GET /users/{id}",
  test_get_users_pk: "GET /users/{pk}",
  test_get_posts_slug: "GET /posts/{slug}",
  test_delete_files_uuid: "DELETE /files/{uuid}",
  test_get_users_id_orders: "GET /users/{id}/orders",
  test_put_users_id_orders_id: "PUT /users/{id}/orders/{id}",
  test_delete_pets_pet_id: "DELETE /pets/{pet_id}",
  test_get_categories_category_slug: "GET /categories/{category_slug}",
  test_get_api_v1_users_id: "GET /api/v1/users/{id}",
  test_get_v2_users: "GET /v2/users",
  "test_patch_users_id[admin]": "PATCH /users/{id}",
  "test_get_users_id(1)": "GET /users/{id}",
  test_post_users_returns_201: "POST /users",
  test_post_users_201: "POST /users",
  test_get_users_id_not_found: "GET /users/{id}",
  test_post_users_invalid_email: "POST /users",
  testGetUsersId: "GET /users/{id}",
  getUsersId: "GET /users/{id}",
  getUsersIdReturns200: "GET /users/{id}",
  TestGetUsersID: "GET /users/{id}",
  TestPostLogin: "POST /login",
  "tests::api::test_head_users_id": "HEAD /users/{id}",
  test_options_users: "OPTIONS /users",
  // Unsure: two words in a row, no resource, no verb at the beginning.
  test_get_order_items: null,
  test_get_active_users: null,
  test_get_users_filtered: null,
  test_get_user_by_id: null,
  test_get_all_users: null,
  test_get_by_id: null,
  test_get_id: null,
  test_get_value: null,
  test_post_process: null,
  test_users_get: null,
  test_getter: null,
  test_getting_users: null,
  test_posts_are_sorted: null,
  test_get_: null,
  test_get: null,
  test_get_404: null,
  test_get_api_v1: null,
  "get started link": null,
  getaway: null,
  "": null,
};

for (const [name, route] of Object.entries(IDENTIFIERS)) {
  Deno.test(`deriveRoute() reads ${route ?? "no route"} from ${name || "nothing"}`, () => {
    assertEquals(deriveRoute({ ...API, name }), route);
  });
}

const TITLES: Readonly<Record<string, string | null>> = {
  "GET /users/:id returns 200": "GET /users/{id}",
  "GET /users/:id": "GET /users/{id}",
  "POST /users: refuses a name twice": "POST /users",
  "GET /users?page=2 gives the second page": "GET /users",
  "DELETE /users/42/orders/7": "DELETE /users/{id}/orders/{id}",
  "GET /files/123e4567-e89b-12d3-a456-426614174000": "GET /files/{uuid}",
  "GET /users/<int:user_id>/": "GET /users/{user_id}",
  "GET /users/{id}.": "GET /users/{id}",
  "GET /users/[slug]": "GET /users/{slug}",
  "GET /users/:id(\\d+)": "GET /users/{id}",
  "GET /": "GET /",
  "GET /api/v1/order-items": "GET /api/v1/order-items",
  "users > GET /users/:id > returns 200": "GET /users/{id}",
  "returns what GET /users gave": null,
  "delete /tmp/x removes the file": null,
  "GETs /users": null,
  "GET https://example.org/users": null,
  "TRACE /users": null,
};

for (const [name, route] of Object.entries(TITLES)) {
  Deno.test(`deriveRoute() reads ${route ?? "no route"} from the title ${name}`, () => {
    assertEquals(deriveRoute({ ...UNIT, name }), route);
  });
}

Deno.test("deriveRoute() reads the groups around a test, the innermost first", () => {
  const className = "PUT /users > GET /users/:id";
  assertEquals(deriveRoute({ ...UNIT, className, name: "returns 200" }), "GET /users/{id}");
});

Deno.test("deriveRoute() believes an identifier only where file or class speak of an API", () => {
  const name = "test_get_users_id";
  const read = (file: string, className = "") =>
    deriveRoute({ ...UNIT, file, className, name }) !== null;
  for (const file of ["api/a.py", "tests/test_routes.py", "http/a.go", "src/endpoints/a.ts"]) {
    assertEquals(read(file), true, file);
  }
  assertEquals([read("", "tests.api.TestUsers"), read("a.ts", "UsersApiTest")], [true, true]);
  for (const file of ["tests/test_users.py", "rapid/a.py", "", "tests/api/test_client.py"]) {
    assertEquals(read(file), false, file);
  }
  assertEquals(read("tests/api/a.py", "TestApiClient"), false);
});

Deno.test("deriveRoute() believes an identifier of an e2e suite where file and name agree", () => {
  const read = (file: string, name: string) => deriveRoute({ ...E2E, file, name });
  assertEquals(read("e2e/test_users.py", "test_get_users"), "GET /users");
  assertEquals(read("e2e/test_shop.py", "test_get_users_id"), "GET /users/{id}");
  assertEquals(read("e2e/test_home.py", "test_get_started"), null);
  assertEquals(read("e2e/test_home.py", "test_get_help"), null);
});

Deno.test("deriveRoute() knows no route of a check", () => {
  assertEquals(deriveRoute({ ...API, kind: "check", name: "GET /users" }), null);
});

Deno.test("deriveRoute() gives a method and a path, or nothing, whatever the names", () => {
  const word = fc.constantFrom(
    ...[
      "get",
      "GET",
      "/",
      "users",
      "id",
      "_",
      " ",
      ":",
      "{",
      "[",
      "]",
      "1",
      "api",
      "Users",
      ">",
      "::",
    ],
  );
  const name = fc.oneof(fc.string(), fc.array(word).map((words) => words.join("")));
  fc.assert(fc.property(name, name, name, (name, file, className) => {
    const route = deriveRoute({ name, file, className, kind: "e2e" });
    if (route !== null) assertEquals(/^[A-Z]+ \/\S*$/.test(route), true, route);
  }));
});

Deno.test("deriveRoute() is quick with a hostile name", () => {
  const name = `GET /${"a]:".repeat(300_000)}`;
  assertEquals(deriveRoute({ ...API, name })?.startsWith("GET /"), true);
  assertEquals(deriveRoute({ ...API, name: `test_get_${"b_id_".repeat(100_000)}` }) !== null, true);
});
