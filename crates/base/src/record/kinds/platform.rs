//! 平台与仪器: an instrument, a pilot line or a laboratory that others may use.

use measure::{Budget, Quantity};

use super::plan_item;
use crate::record::body::body;
use crate::record::choice::choices;
use crate::record::{Day, Kind, Line, Prose, RecordId, Web, Whole, Word, field};

choices! {
    /// What a platform is.
    PlatformType {
        Instrument = "instrument", "仪器设备", "Instrument", ["仪器", "设备", "大型仪器"];
        PilotLine = "pilot-line", "中试线", "Pilot line", ["中试平台", "中试基地", "生产线"];
        Laboratory = "laboratory", "实验室", "Laboratory", ["重点实验室", "研究中心"];
        Testing = "testing", "检测平台", "Testing service", ["检测中心", "检验检测", "测试平台"];
        Computing = "computing", "计算与数据", "Computing and data", ["计算平台", "数据库", "数据平台"];
        Service = "service", "服务平台", "Service", ["公共服务平台", "孵化器"];
    }
    /// In what units it is booked.
    BookingUnit {
        Hour = "hour", "小时", "Hour", ["时", "机时"];
        HalfDay = "half-day", "半天", "Half day";
        Day = "day", "天", "Day", ["日", "台日"];
        Batch = "batch", "批次", "Batch", ["炉", "批", "炉次"];
        Sample = "sample", "样品", "Sample", ["件", "样"];
    }
    /// Whether it can be used now.
    PlatformStatus {
        Running = "running", "在用", "Running", ["正常", "可用"];
        Limited = "limited", "限制使用", "Limited", ["部分可用"];
        Maintenance = "maintenance", "维护中", "Under maintenance", ["维修", "检修", "停机"];
        Retired = "retired", "停用", "Retired", ["报废", "封存"];
    }
    /// Who lets a booking through.
    BookingApproval {
        Immediate = "immediate", "即时确认", "At once", ["自动", "无需审批"];
        Owner = "owner", "管理员确认", "By its keeper", ["审批", "管理员审批"];
        Both = "both", "双方确认", "By its keeper and the user's manager", ["双方审批"];
    }
    /// Who pays a rate.
    RateFor {
        Own = "own", "本单位", "Own organisation", ["内部"];
        Base = "base", "基地成员", "Members of the base", ["成员单位"];
        Outside = "outside", "外部用户", "Others", ["外部", "社会用户"];
    }
    /// A day of the week.
    Weekday {
        Monday = "monday", "星期一", "Monday", ["周一"];
        Tuesday = "tuesday", "星期二", "Tuesday", ["周二"];
        Wednesday = "wednesday", "星期三", "Wednesday", ["周三"];
        Thursday = "thursday", "星期四", "Thursday", ["周四"];
        Friday = "friday", "星期五", "Friday", ["周五"];
        Saturday = "saturday", "星期六", "Saturday", ["周六"];
        Sunday = "sunday", "星期日", "Sunday", ["周日", "星期天"];
    }
}

body! {
    /// One instrument of a platform.
    row Instrument {
        /// Its name.
        name: Option<Line> = field("设备名称", "Instrument").required();
        /// Maker and model.
        model: Option<Line> = field("设备型号", "Make and model").also(&["规格型号", "型号"]);
        /// How many there are.
        count: Option<Whole<1, 100_000>> = field("台数", "Number").also(&["数量"]);
    }
}

body! {
    /// A figure that says what it can do.
    row Capability {
        /// What is measured.
        indicator: Option<Line> = field("性能指标", "Capability").required();
        /// How much.
        value: Option<Quantity> = field("性能值", "Value").hint("如 ≤1700 °C、≥200 kg/d", "Such as ≤1700 °C, ≥200 kg/d");
    }
}

body! {
    /// When it is open on a day of the week.
    row OpenHours {
        /// The day.
        weekday: Option<Weekday> = field("星期", "Weekday").required();
        /// From what time.
        from: Option<Line> = field("开始时间", "From").required().hint("如 08:30", "Such as 08:30");
        /// Until what time.
        to: Option<Line> = field("结束时间", "To").required().hint("如 17:30", "Such as 17:30");
    }
}

body! {
    /// What a user must have before a booking.
    row Prerequisite {
        /// What it is.
        what: Option<Line> = field("使用条件", "Prerequisite").required();
        /// The course that gives it.
        programme: Option<RecordId> = field("培训", "Course").to(&[Kind::Programme]);
        /// For how long it holds, in months.
        valid_months: Option<Whole<1, 1200>> = field("有效月数", "Valid, months");
    }
}

body! {
    /// What a unit of use costs.
    row Rate {
        /// What for.
        what: Option<Line> = field("收费项目", "What for").required();
        /// How much for one unit.
        price: Option<Budget> = field("单价", "Price of a unit");
        /// Whom.
        payer: Option<RateFor> = field("收费对象", "Payer");
    }
}

body! {
    /// The most that an organisation may use.
    row Quota {
        /// The organisation; empty for each one.
        organisation: Option<RecordId> = field("使用单位", "User").to(&[Kind::Organisation]);
        /// How many units a month.
        units_a_month: Option<Whole<0, 1_000_000>> = field("每月限额", "Units a month").required();
    }
}

body! {
    /// 平台与仪器: an instrument, a pilot line or a laboratory that others may use.
    Platform {
        /// What it is.
        platform_type: Option<PlatformType> = field("平台类型", "Type of platform").required().listed()
            .also(&["资源类型", "平台类别"]);
        /// Whether it can be used now.
        status: Option<PlatformStatus> = field("使用状态", "Status").listed().also(&["设备状态", "状态"]);
        /// Maker and model, where it is one instrument.
        model: Option<Line> = field("规格型号", "Make and model").also(&["型号", "仪器型号"]);
        /// What it can do, in words.
        services: Vec<Word> = field("服务内容", "Services").listed().also(&["服务项目", "功能", "主要功能"]);
        /// What it can do, in figures.
        capabilities: Vec<Capability> = field("技术参数", "Capabilities").also(&["主要技术参数"]);
        /// What belongs to it.
        instruments: Vec<Instrument> = field("仪器清单", "Instruments").also(&["主要设备", "设备清单"]);
        /// The platform it belongs to.
        part_of: Option<RecordId> = field("所属平台", "Part of").to(&[Kind::Platform]);
        /// Where it stands.
        place: Option<Line> = field("安放地点", "Place").aside().listed().also(&["所在地", "存放地点", "地址"]);
        /// Who looks after it and lets bookings through.
        keeper: Option<RecordId> = field("管理员", "Keeper").to(&[Kind::Person]).also(&["负责人", "设备管理员"]);
        /// How to reach them.
        contact_reach: Option<Line> = field("联系方式", "How to reach them").personal().also(&["联系电话", "电话"]);
        /// In what units it is booked.
        booking_unit: Option<BookingUnit> = field("预约单位", "Booked by the").also(&["计价单位", "计费单位"]);
        /// The fewest units of one booking.
        least_units: Option<Whole<1, 10_000>> = field("最少预约量", "Least units a booking");
        /// The most units of one booking.
        most_units: Option<Whole<1, 10_000>> = field("最多预约量", "Most units a booking");
        /// How many days ahead a booking must be made.
        lead_days: Option<Whole<0, 3650>> = field("提前预约天数", "Days ahead");
        /// When it is open; at any time where empty.
        open_hours: Vec<OpenHours> = field("开放时间", "Open hours").aside().also(&["开放时段"]);
        /// By which clocks those hours are meant.
        time_zone: Option<Line> = field("时区", "Time zone").aside()
            .hint("如 Asia/Shanghai、Europe/Berlin；不填为 Asia/Shanghai", "Such as Asia/Shanghai, Europe/Berlin; Asia/Shanghai where empty");
        /// How many units there are in a week, for allocation; what the open hours give where empty.
        units_a_week: Option<Whole<0, 10_000>> = field("每周可用量", "Units a week");
        /// What a user must have.
        prerequisites: Vec<Prerequisite> = field("使用前提", "Prerequisites").also(&["上机条件", "培训要求"]);
        /// What it costs.
        rates: Vec<Rate> = field("收费标准", "Rates").also(&["价格", "参考价格"]);
        /// Who may use how much.
        quotas: Vec<Quota> = field("使用限额", "Quotas").aside().also(&["配额"]);
        /// Who lets a booking through.
        approval: Option<BookingApproval> = field("审批方式", "Approval").also(&["预约方式"]);
        /// What must be minded.
        rules: Option<Prose> = field("使用须知", "Rules of use").aside().also(&["注意事项", "管理办法"]);
        /// What it cost.
        original_value: Option<Budget> = field("设备原值", "Original value").also(&["原值", "原值（万元）"]);
        /// Since when it runs.
        since: Option<Day> = field("启用日期", "In use since").also(&["购置日期", "启用时间"]);
        /// Its page.
        web: Option<Web> = field("平台网址", "Web address").aside().also(&["网址"]);
        /// The plan item it serves.
        plan_item: Option<Line> = plan_item();
    }
}

impl Platform {
    /// Headers of spreadsheets that mean a common field.
    pub const HEADERS: &'static [(&'static str, &'static str)] = &[
        ("平台名称", "title_zh"),
        ("仪器名称", "title_zh"),
        ("设备名称", "title_zh"),
        ("仪器英文名称", "title_en"),
        ("平台简介", "summary_zh"),
        ("仪器简介", "summary_zh"),
        ("依托单位", "owner"),
        ("所在单位", "owner"),
    ];
}
