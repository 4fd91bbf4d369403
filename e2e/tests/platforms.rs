//! Platforms: a researcher books a furnace and a microscope together, and the keeper of the furnace agrees.

use didymium_e2e::{Failure, Reader, Tongue, at_a_desk};

/// Both chosen in the calendar, their first common time found, and taken as one.
async fn books(reader: &Reader) -> Result<(), Failure> {
    reader.signs_in("grinm-member").await?;
    reader.opens("/platforms/calendar?q=晶界").await?;
    reader.sees(("真空晶界扩散炉", "Vacuum furnace for grain-boundary diffusion")).await?;
    reader.sees(("场发射透射电子显微镜", "Field-emission transmission electron microscope")).await?;
    for box_of in ["tbody tr:nth-child(1) input[name=platform]", "tbody tr:last-child input[name=platform]"] {
        reader.ticks_at(box_of).await?;
    }
    reader.keeps("calendar").await?;
    reader.presses(("预约所选平台", "Book what is chosen")).await?;
    reader.presses(("查找共同时段", "Find common times")).await?;
    reader.keeps("set").await?;
    reader.presses(("预约", "Book")).await?;
    reader.sees(("预约已提交", "It is booked")).await?;
    reader.sees(("成套", "Set")).await?;
    reader.keeps("bookings").await
}

/// The furnace waits for its keeper's word, who says why not.
async fn decides(reader: &Reader) -> Result<(), Failure> {
    reader.signs_out().await?;
    reader.signs_in("grirem-manager").await?;
    reader.opens("/platforms/calendar?q=晶界扩散").await?;
    reader.follows(("管理台", "Keeper's desk")).await?;
    reader.sees(("待确认的预约", "Waiting for your word")).await?;
    reader.keeps("desk").await?;
    reader.presses(("同意", "Agree")).await?;
    reader.sees(("已处理", "It is decided")).await
}

#[tokio::test]
async fn a_furnace_and_a_microscope_are_booked_together() -> Result<(), Failure> {
    at_a_desk("platforms", Tongue::Chinese, async |reader: &Reader| {
        books(reader).await?;
        decides(reader).await
    })
    .await
}
