//! The frame of every page: headers, language, troubles.

mod base;

use axum::body::Body;
use axum::http::header::{ACCEPT, CONTENT_SECURITY_POLICY, CONTENT_TYPE, SET_COOKIE};
use axum::http::{Request, StatusCode};

use base::{ask, get, text};

#[tokio::test]
async fn health_answers() {
    let response = get("/healthz").await;
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(text(response).await, "ok\n");
}

#[tokio::test]
async fn an_unknown_address_is_a_page_in_the_readers_language() {
    let response = get("/no/such?a=1").await;
    assert_eq!(response.status(), StatusCode::NOT_FOUND);
    let chinese = text(response).await;
    assert!(chinese.contains("<html lang=\"zh-CN\">"), "{chinese}");
    assert!(chinese.contains("没有这个页面"), "{chinese}");
    assert!(chinese.contains("href=\"/no/such?a=1&#38;lang=en\""), "{chinese}");
    assert!(chinese.contains("求解已验证：误差 ≤ "), "{chinese}");
    let english = text(get("/no/such?lang=en").await).await;
    assert!(english.contains("There is nothing at /no/such."), "{english}");
}

#[tokio::test]
async fn choosing_a_language_is_remembered() {
    let response = get("/?lang=en").await;
    let cookie = response.headers()[SET_COOKIE].to_str().unwrap();
    assert!(cookie.starts_with("lang=en; ") && cookie.contains("HttpOnly"), "{cookie}");
    assert!(get("/").await.headers().get(SET_COOKIE).is_none());
}

#[tokio::test]
async fn a_program_gets_a_problem_document() {
    let request = Request::get("/no/such").header(ACCEPT, "application/json").body(Body::empty()).unwrap();
    let response = ask(request).await;
    assert_eq!(response.headers()[CONTENT_TYPE], "application/problem+json");
    assert!(text(response).await.contains("\"status\":404"));
}

#[tokio::test]
async fn no_inline_script_or_style_is_allowed_or_used() {
    let response = get("/no/such").await;
    let policy = response.headers()[CONTENT_SECURITY_POLICY].to_str().unwrap().to_owned();
    assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
    let page = text(response).await;
    assert!(!page.contains("<style") && !page.contains(" style=") && !page.contains("<script>"), "{page}");
}

#[tokio::test]
async fn assets_are_served_for_ever_under_the_address_the_page_names() {
    let page = text(get("/no/such").await).await;
    for (start, kind) in
        [("/assets/style-", "text/css"), ("/assets/app-", "text/javascript"), ("/assets/mark-", "image/svg")]
    {
        let from = page.find(start).unwrap();
        let path = page[from..].split('"').next().unwrap();
        let response = get(path).await;
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        assert!(response.headers()[CONTENT_TYPE].to_str().unwrap().starts_with(kind), "{path}");
        assert!(response.headers()["cache-control"].to_str().unwrap().contains("immutable"), "{path}");
    }
}

#[tokio::test]
async fn the_wrong_method_is_refused() {
    let response = ask(Request::post("/healthz").body(Body::empty()).unwrap()).await;
    assert_eq!(response.status(), StatusCode::METHOD_NOT_ALLOWED);
    assert!(text(response).await.contains("不能这样访问"));
}
