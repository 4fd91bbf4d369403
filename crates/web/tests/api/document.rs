//! The OpenAPI document.

use std::collections::BTreeSet;

use didymium_web::{openapi, routes};
use expect_test::expect_file;
use serde_json::Value;

use super::house::House;

#[test]
fn the_document_is_the_one_that_is_kept() {
    expect_file!["../snapshots/openapi.json"].assert_eq(openapi());
}

#[tokio::test]
async fn the_document_is_served_to_everybody() {
    let house = House::new();
    let served = house.visitor().get("/openapi.json").await.is(200);
    assert_eq!(served.body["openapi"], "3.1.0");
    assert_eq!(served.bytes, openapi().as_bytes());
}

#[test]
fn every_route_of_the_api_is_in_the_document() {
    let document: Value = serde_json::from_str(openapi()).unwrap();
    let paths = document["paths"].as_object().unwrap();
    let told: BTreeSet<(String, String)> = paths
        .iter()
        .flat_map(|(path, operations)| {
            operations.as_object().unwrap().keys().map(move |method| (method.to_uppercase(), path.clone()))
        })
        .collect();
    for route in routes().iter().filter(|route| route.path.starts_with("/api/")) {
        let path = route.path.strip_prefix("/api/v1").unwrap();
        let mut segments = path.splitn(3, '/');
        let general = format!("/{{kind}}/{}", segments.nth(2).unwrap_or_default());
        let ending = format!("{}/{{kind}}", path.rsplit_once('/').map_or(path, |(before, _)| before));
        let is_told =
            [path, &general, &ending].iter().any(|path| told.contains(&(route.method.to_owned(), (*path).to_owned())));
        assert!(is_told, "{} {} is not in the document", route.method, route.path);
    }
}
