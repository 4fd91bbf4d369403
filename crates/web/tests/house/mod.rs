//! A base of its own for each test: two organisations, the people of both, and a browser for each of them.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]
#![allow(dead_code, reason = "each test file uses a part of it")]

pub mod stands;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, COOKIE, HOST, LOCATION, ORIGIN};
use axum::http::{Request, StatusCode};
use axum::response::Response;
use base::people::verb::{NewAccount, create_account, join};
use base::people::{AccountId, Role, Secret, Session, Viewer};
use base::record::verb::{Beginning, Occasion, create};
use base::record::{Given, Kind, Places, Record, RecordId};
use base::store::Store;
use chain::{Files, Model, Pack, Text};
use didymium_web::{Mailing, Setting, State, router};
use http_body_util::BodyExt;
use measure::{Clock, FixedClock, Timestamp};
use retrieval::{Embedded, Engine, Follower};
use store::Sqlite;
use tempfile::TempDir;
use tower::ServiceExt;

/// The base.
pub struct House {
    app: Router,
    /// What the server that is asked stands on.
    pub state: State,
    pub store: Arc<dyn Store>,
    pub clock: Arc<FixedClock>,
    pub places: Places,
    pub folder: TempDir,
    follower: Follower,
    people: BTreeMap<&'static str, (AccountId, Secret)>,
    pub north: RecordId,
    pub south: RecordId,
}

impl House {
    /// Of 北方稀土院: `lead`, who manages it, and `worker`; of 南方磁材: `southern`; besides, `auditor` and `admin`.
    pub fn new() -> Self {
        Self::with_mailing(None)
    }

    /// The same, which sends mail.
    pub fn with_mailing(mailing: Option<Mailing>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store: Arc<dyn Store> = Arc::new(Sqlite::open(&folder.path().join("base.sqlite")).unwrap());
        let clock = Arc::new(FixedClock::at(Timestamp::parse("2026-03-02T10:00:00+08:00").unwrap()));
        let engine = Arc::new(Engine::new(Arc::new(Embedded::in_memory().unwrap()), Vec::new()));
        let follower = Follower::new(store.clone(), engine.index().clone());
        let places = Places::of(&Pack::read(&files()).unwrap());
        let state = state(&store, (engine, clock.clone()), folder.path(), mailing);
        let app = router(state.clone());
        let nobody = RecordId::fresh();
        let mut house = Self {
            app,
            state,
            store,
            clock,
            places,
            folder,
            follower,
            people: BTreeMap::new(),
            north: nobody,
            south: nobody,
        };
        let organisation = |zh: &str, en: &str| {
            [("title_zh", zh), ("title_en", en), ("party_type", "state-institute"), ("visibility", "public")]
                .map(|(name, value)| (name.to_owned(), Given::Text(value.to_owned())))
        };
        house.north =
            house.write(Kind::Organisation, &organisation("北方稀土院", "Northern Institute"), Beginning::Published).id;
        house.south =
            house.write(Kind::Organisation, &organisation("南方磁材", "Southern Magnets"), Beginning::Published).id;
        house.person("admin", "管理员", vec![Role::Administrator], None);
        house.person("auditor", "审计员", vec![Role::Auditor], None);
        house.person("lead", "李主管", vec![], Some((house.north, true)));
        house.person("worker", "王工", vec![], Some((house.north, false)));
        house.person("southern", "陈南", vec![], Some((house.south, false)));
        house
    }

    /// Another copy of the program on the same base.
    pub fn copy(&self, mailing: Option<Mailing>) -> State {
        let engine = Arc::new(Engine::new(Arc::new(Embedded::in_memory().unwrap()), Vec::new()));
        state(&self.store, (engine, self.clock.clone()), self.folder.path(), mailing)
    }

    /// The operator, now.
    pub fn operator(&self) -> Occasion {
        Occasion { viewer: Viewer::Operator, now: self.clock.now(), places: self.places.clone() }
    }

    /// Brings the index level with what was written.
    pub fn catch_up(&self) {
        self.follower.catch_up().unwrap();
    }

    /// Writes a record as the operator.
    pub fn write(&self, kind: Kind, given: &[(String, Given)], beginning: Beginning) -> Record {
        let (occasion, given) = (self.operator(), given.to_vec());
        self.store.writing(move |shelf| create(shelf, &occasion, kind, &given, beginning)).unwrap()
    }

    /// Makes somebody who is signed in; with an organisation, and whether they manage it.
    pub fn person(&mut self, login: &'static str, name: &str, roles: Vec<Role>, at: Option<(RecordId, bool)>) {
        let secret = Secret::fresh("ds_").unwrap();
        let (occasion, name, digest) = (self.operator(), name.to_owned(), secret.digest());
        let account = self.store.writing(move |shelf| {
            let new = NewAccount { login: login.to_owned(), name, roles, ..NewAccount::default() };
            let account = create_account(shelf, &occasion, new)?.id;
            if let Some((organisation, manages)) = at {
                join(shelf, &occasion, account, organisation, manages)?;
            }
            let expires = Timestamp::parse("2028-01-01T00:00:00Z").unwrap();
            shelf.put_session(&Session { digest, account, created: occasion.now, expires, agent: String::new() })?;
            Ok::<_, base::Trouble>(account)
        });
        self.people.insert(login, (account.unwrap(), secret));
    }

    /// The account of somebody.
    pub fn account(&self, who: &str) -> AccountId {
        self.people[who].0
    }

    /// The cookie and the guard of somebody's forms; a visitor has neither.
    pub fn session(&self, who: &str) -> (String, String) {
        let Some((_, secret)) = self.people.get(who) else { return (String::new(), String::new()) };
        let guard = Secret::shown(&format!("csrf{}", secret.reveal())).digest().0;
        (format!("session={}", secret.reveal()), guard)
    }

    /// Sends a request as somebody.
    pub async fn ask(&self, who: &str, request: axum::http::request::Builder, body: Body) -> Response {
        let (cookie, _) = self.session(who);
        let request = request.header(HOST, "base.test").header(ORIGIN, "https://base.test").header(COOKIE, cookie);
        self.app.clone().oneshot(request.body(body).unwrap()).await.unwrap()
    }

    /// Sends a request as it is.
    pub async fn send(&self, request: Request<Body>) -> Response {
        self.app.clone().oneshot(request).await.unwrap()
    }

    /// Looks at a page; it must be there.
    pub async fn page(&self, who: &str, address: &str) -> String {
        let (status, page) = self.get(who, address).await;
        assert_eq!(status, StatusCode::OK, "{who} at {address}\n{page}");
        page
    }

    /// Looks at an address.
    pub async fn get(&self, who: &str, address: &str) -> (StatusCode, String) {
        let response = self.ask(who, Request::get(address), Body::empty()).await;
        let (status, page) = (response.status(), text(response).await);
        assert!(!page.contains('⟨'), "{address} lacks a message\n{page}");
        (status, page)
    }

    /// Sends a form; the guard is added.
    pub async fn post(&self, who: &str, address: &str, fields: &[(&str, &str)]) -> Sent {
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.extend_pairs(fields).append_pair("csrf", &self.session(who).1);
        let request = Request::post(address).header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        Sent::of(self.ask(who, request, Body::from(form.finish())).await).await
    }

    /// Sends a form with a file.
    pub async fn upload(&self, who: &str, address: &str, name: &str, bytes: &[u8]) -> Sent {
        self.send_parts(who, address, &[], Some((name, bytes))).await
    }

    /// Sends a form of several parts, with a file or without.
    pub async fn send_parts(
        &self,
        who: &str,
        address: &str,
        fields: &[(&str, &str)],
        file: Option<(&str, &[u8])>,
    ) -> Sent {
        let mut body = Vec::new();
        for (name, value) in [("csrf", self.session(who).1.as_str())].iter().chain(fields) {
            let part = format!("--seam\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend(part.bytes());
        }
        if let Some((name, bytes)) = file {
            body.extend(format!("--seam\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: text/html\r\n\r\n").bytes());
            body.extend(bytes);
            body.extend(b"\r\n");
        }
        body.extend(b"--seam--\r\n");
        let request = Request::post(address).header(CONTENT_TYPE, "multipart/form-data; boundary=seam");
        Sent::of(self.ask(who, request, Body::from(body)).await).await
    }
}

/// What came back for a form.
pub struct Sent {
    pub status: StatusCode,
    pub location: String,
    pub page: String,
}

impl Sent {
    async fn of(response: Response) -> Self {
        let location = response.headers().get(LOCATION).map(|to| to.to_str().unwrap().to_owned()).unwrap_or_default();
        let status = response.status();
        let page = text(response).await;
        assert!(!page.contains('⟨'), "a message is missing\n{page}");
        Self { status, location, page }
    }

    /// Where it led; it must have led somewhere.
    pub fn led(self) -> String {
        assert_eq!(self.status, StatusCode::SEE_OTHER, "{}", self.page);
        self.location.split(['?', '#']).next().unwrap().to_owned()
    }
}

fn state(
    store: &Arc<dyn Store>,
    (engine, clock): (Arc<Engine>, Arc<FixedClock>),
    folder: &Path,
    mailing: Option<Mailing>,
) -> State {
    let pack = Pack::read(&files()).unwrap();
    State::of(Setting {
        name: Text::new("示范基地", "Demo base"),
        model: Model::new(pack.chain.clone(), 1).unwrap(),
        pack,
        threads: 2,
        store: store.clone(),
        engine,
        clock,
        files: folder.join("files"),
        mailing,
    })
}

/// The text of an answer.
pub async fn text(response: Response) -> String {
    String::from_utf8_lossy(&response.into_body().collect().await.unwrap().to_bytes()).into_owned()
}

fn files() -> Files {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../chain/tests/small");
    let mut files = Files::new();
    for (folder, prefix) in [(root.clone(), ""), (root.join("patches"), "patches/")] {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                let name = path.file_name().unwrap().to_str().unwrap();
                files.insert(format!("{prefix}{name}"), fs::read(&path).unwrap());
            }
        }
    }
    files
}
