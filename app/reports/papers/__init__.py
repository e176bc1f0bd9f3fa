"""The forms that inspectors know (检查记录表, 整改通知单, 签到表 …): what each says, prepared as plain data."""
