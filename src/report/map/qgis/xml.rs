//! The project as a file: no more of QGIS's XML than QGIS 3.22 and later need.

use geojson::Feature;
use maud::{Markup, PreEscaped, html};

use super::super::MAP;
use super::{Layer, Rule, Shape, columns};
use crate::case::{Case, Point};

/// Metres around what is drawn.
const EDGE: f64 = 3_000.0;

/// The bytes of the file.
pub(super) fn of(case: &Case, layers: &[Layer], features: &[Feature]) -> Vec<u8> {
    let project = html! {
        (PreEscaped("<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"))
        qgis version="3.22.0" projectname=(case.title) {
            title { (case.title) }
            projectCrs { (system(GRID)) }
            layer-tree-group {
                @for layer in layers {
                    layer-tree-layer id=(layer.id()) name=(layer.name) providerKey="ogr" source=(layer.source())
                        checked=(if layer.shown { "Qt::Checked" } else { "Qt::Unchecked" }) expanded="1" {}
                }
            }
            mapcanvas name="theMapCanvas" { units { "meters" } (extent(case)) rotation { "0" } }
            projectlayers {
                @for (layer, below) in layers.iter().zip(0..) { (layer.markup(features, below)) }
            }
            properties {
                Paths { Absolute type="bool" { "false" } }
                SpatialRefSys { ProjectionsEnabled type="int" { "1" } }
            }
        }
    };
    let mut bytes = project.into_string().into_bytes();
    bytes.push(b'\n');
    bytes
}

/// The National Grid, and degrees: the number by which all know it, and QGIS's own, without which it does not look.
const GRID: (&str, u32) = ("EPSG:27700", 2437);
const DEGREES: (&str, u32) = ("EPSG:4326", 3452);

/// A coordinate system.
fn system((number, own): (&str, u32)) -> Markup {
    html! { spatialrefsys { srsid { (own) } authid { (number) } } }
}

/// What is seen at first: every locality.
fn extent(case: &Case) -> Markup {
    let edge = |of: fn(&Point) -> f64, furthest: fn(f64, f64) -> f64| {
        case.localities.iter().map(|locality| of(&locality.at)).reduce(furthest).unwrap_or(0.0)
    };
    let (east, north) = (|at: &Point| at.easting, |at: &Point| at.northing);
    html! {
        extent {
            xmin { (edge(east, f64::min) - EDGE) } ymin { (edge(north, f64::min) - EDGE) }
            xmax { (edge(east, f64::max) + EDGE) } ymax { (edge(north, f64::max) + EDGE) }
        }
    }
}

impl Shape {
    /// QGIS's name of the geometry, of a symbol for it and of the part that draws it.
    fn names(self) -> [&'static str; 3] {
        match self {
            Self::Point => ["Point", "marker", "SimpleMarker"],
            Self::Line => ["LineString", "line", "SimpleLine"],
            Self::Area => ["MultiPolygon", "fill", "SimpleFill"],
        }
    }

    /// QGIS's number of where a label stands: inside an area, along a line, beside a point.
    fn placement(self) -> u8 {
        match self {
            Self::Area => 4,
            Self::Line => 2,
            Self::Point => 6,
        }
    }
}

impl Layer {
    fn id(&self) -> String {
        let opens = match self.opens {
            None => "",
            Some(true) => "_opens",
            Some(false) => "_left",
        };
        format!("{}{opens}_{}", self.of, self.geometry.names()[0])
    }

    fn source(&self) -> String {
        format!("./{MAP}|geometrytype={}|subset={}", self.geometry.names()[0], self.subset())
    }

    /// The layer below so many others, whose labels go first.
    fn markup(&self, features: &[Feature], below: u8) -> Markup {
        let own = columns(features.iter().filter(|feature| self.holds(feature)));
        let [geometry, symbol, _] = self.geometry.names();
        html! {
            maplayer type="vector" geometry=(geometry) labelsEnabled=(u8::from(!self.label.is_empty())) {
                id { (self.id()) }
                datasource { (self.source()) }
                layername { (self.name) }
                srs { (system(DEGREES)) }
                provider encoding="UTF-8" { "ogr" }
                fieldConfiguration {
                    @for name in columns(features.iter()).difference(&own) {
                        field name=(name) { editWidget type="Hidden" { config { Option {} } } }
                    }
                }
                previewExpression { (if self.label.is_empty() { r#""setting_name""# } else { r#""name""# }) }
                renderer-v2 type="RuleRenderer" symbollevels="0" {
                    rules key="all" {
                        @for (n, rule) in self.rules.iter().enumerate() {
                            rule key=(n) symbol=(n) label=(rule.name) filter=[Some(&rule.fits).filter(|fits| !fits.is_empty())] {}
                        }
                    }
                    symbols { @for (n, rule) in self.rules.iter().enumerate() { (self.symbol(symbol, n, rule)) } }
                }
                @if !self.label.is_empty() {
                    labeling type="simple" {
                        settings {
                            text-style isExpression="1" fieldName=(self.label) fontSize="8" fontSizeUnit="Point" textColor="34,34,34,255" {
                                text-buffer bufferDraw="1" bufferSize="0.8" bufferSizeUnits="MM" bufferColor="255,255,255,255" {}
                            }
                            text-format autoWrapLength="28" {}
                            placement placement=(self.geometry.placement()) priority=(10 - 2 * below.min(5)) dist="1.5" distUnits="MM" {}
                            rendering drawLabels="1" {}
                        }
                    }
                }
            }
        }
    }

    fn symbol(&self, symbol: &str, n: usize, rule: &Rule) -> Markup {
        html! {
            symbol type=(symbol) name=(n) alpha="1" clip_to_extent="1" {
                layer class=(self.geometry.names()[2]) enabled="1" locked="0" pass="0" {
                    Option type="Map" {
                        @for (look, how) in &rule.looks { (text(look, how)) }
                    }
                    @if let Some((look, expression)) = &rule.follows {
                        data_defined_properties {
                            Option type="Map" {
                                (text("name", ""))
                                Option type="Map" name="properties" {
                                    Option type="Map" name=(look) {
                                        Option type="bool" name="active" value="true" {}
                                        (text("expression", expression))
                                        Option type="int" name="type" value="3" {}
                                    }
                                }
                                (text("type", "collection"))
                            }
                        }
                    }
                }
            }
        }
    }
}

fn text(name: &str, value: &str) -> Markup {
    html! { Option type="QString" name=(name) value=(value) {} }
}
