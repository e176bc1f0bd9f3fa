"""The first schema."""

# ruff: noqa: E501

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import app.models.base

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('attachment',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('register', sa.String(), nullable=False),
    sa.Column('record_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('media_type', sa.String(), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('sha256', sa.String(), nullable=False),
    sa.Column('evidence_date', sa.Date(), nullable=True),
    sa.Column('kind', sa.String(), server_default='', nullable=False),
    sa.Column('added_at', app.models.base.Instant(), nullable=False),
    sa.Column('added_by', sa.String(), nullable=False),
    sa.Column('removed_at', app.models.base.Instant(), nullable=True),
    sa.Column('removed_by', sa.String(), server_default='', nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_attachment'))
    )
    op.create_index(op.f('ix_attachment_register_record_id'), 'attachment', ['register', 'record_id'], unique=False)
    op.create_index(op.f('ix_attachment_sha256'), 'attachment', ['sha256'], unique=False)
    op.create_table('attachment_data',
    sa.Column('sha256', sa.String(), nullable=False),
    sa.Column('data', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('sha256', name=op.f('pk_attachment_data'))
    )
    op.create_table('audit',
    sa.Column('seq', sa.Integer(), nullable=False),
    sa.Column('at', app.models.base.Instant(), nullable=False),
    sa.Column('session', sa.Integer(), nullable=False),
    sa.Column('user_uid', sa.String(), nullable=False),
    sa.Column('user_name', sa.String(), nullable=False),
    sa.Column('action', sa.String(), nullable=False),
    sa.Column('register', sa.String(), nullable=False),
    sa.Column('record_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.String(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('before', sa.Text(), nullable=False),
    sa.Column('after', sa.Text(), nullable=False),
    sa.Column('prev', sa.LargeBinary(), nullable=False),
    sa.Column('hash', sa.LargeBinary(), nullable=False),
    sa.Column('mac', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('seq', name=op.f('pk_audit'))
    )
    op.create_index(op.f('ix_audit_register_record_id'), 'audit', ['register', 'record_id'], unique=False)
    op.create_table('audit_root',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('secret', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_root'))
    )
    op.create_table('audit_session',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', app.models.base.Instant(), nullable=False),
    sa.Column('user_uid', sa.String(), nullable=False),
    sa.Column('user_name', sa.String(), nullable=False),
    sa.Column('head_seq', sa.Integer(), nullable=False),
    sa.Column('head_hash', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_session'))
    )
    op.create_table('course',
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('category', sa.String(), nullable=True),
    sa.Column('content', sa.String(), nullable=True),
    sa.Column('minutes', sa.Integer(), nullable=True),
    sa.Column('fulfilled_by', sa.String(), nullable=True),
    sa.Column('validity_months', sa.Integer(), nullable=True),
    sa.Column('pass_mark', sa.Integer(), nullable=True),
    sa.Column('everyone', sa.Boolean(), server_default='0', nullable=False),
    sa.Column('posts', sa.String(), nullable=True),
    sa.Column('due_days', sa.Integer(), server_default='30', nullable=False),
    sa.Column('rhythm', sa.String(), server_default='none', nullable=False),
    sa.Column('trainer', sa.String(), nullable=True),
    sa.Column('clause', sa.String(), nullable=True),
    sa.Column('evaluate_weeks', sa.Integer(), nullable=True),
    sa.Column('status', sa.String(), server_default='active', nullable=False),
    sa.Column('last_held_on', sa.Date(), nullable=True),
    sa.Column('note', sa.String(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), server_default='1', nullable=False),
    sa.Column('created_at', app.models.base.Instant(), nullable=False),
    sa.Column('created_by', sa.String(), server_default='', nullable=False),
    sa.Column('updated_at', app.models.base.Instant(), nullable=False),
    sa.Column('voided_at', app.models.base.Instant(), nullable=True),
    sa.Column('void_reason', sa.String(), server_default='', nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_course')),
    sa.UniqueConstraint('code', name=op.f('uq_course_code')),
    info={'due_indexes': True}
    )
    op.create_index(op.f('ix_course_category'), 'course', ['category'], unique=False)
    op.create_index(op.f('ix_course_clause'), 'course', ['clause'], unique=False)
    op.create_index(op.f('ix_course_last_held_on'), 'course', ['last_held_on'], unique=False)
    op.create_index(op.f('ix_course_minutes'), 'course', ['minutes'], unique=False)
    op.create_index(op.f('ix_course_pass_mark'), 'course', ['pass_mark'], unique=False)
    op.create_index(op.f('ix_course_posts'), 'course', ['posts'], unique=False)
    op.create_index(op.f('ix_course_status'), 'course', ['status'], unique=False)
    op.create_index(op.f('ix_course_title'), 'course', ['title'], unique=False)
    op.create_index(op.f('ix_course_validity_months'), 'course', ['validity_months'], unique=False)
    op.create_index(op.f('ix_course_voided_at'), 'course', ['voided_at'], unique=False, sqlite_where=sa.text('voided_at IS NOT NULL'), postgresql_where=sa.text('voided_at IS NOT NULL'))
    op.create_table('customer',
    sa.Column('name', sa.String(), nullable=True),
    sa.Column('platform', sa.String(), nullable=False),
    sa.Column('nick', sa.String(), nullable=True),
    sa.Column('phone', sa.String(), nullable=True),
    sa.Column('address', sa.String(), nullable=True),
    sa.Column('email', sa.String(), nullable=True),
    sa.Column('tags', sa.String(), nullable=True),
    sa.Column('note', sa.String(), nullable=True),
    sa.Column('first_order_on', sa.Date(), nullable=True),
    sa.Column('last_order_on', sa.Date(), nullable=True),
    sa.Column('last_order_at', app.models.base.Instant(), nullable=True),
    sa.Column('order_count', sa.Integer(), server_default='0', nullable=False),
    sa.Column('spent', sa.Integer(), server_default='0', nullable=False),
    sa.Column('spent_abroad', sa.String(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), server_default='1', nullable=False),
    sa.Column('created_at', app.models.base.Instant(), nullable=False),
    sa.Column('created_by', sa.String(), server_default='', nullable=False),
    sa.Column('updated_at', app.models.base.Instant(), nullable=False),
    sa.Column('voided_at', app.models.base.Instant(), nullable=True),
    sa.Column('void_reason', sa.String(), server_default='', nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_customer')),
    info={'due_indexes': True}
    )
    op.create_index(op.f('ix_customer_first_order_on'), 'customer', ['first_order_on'], unique=False)
    op.create_index(op.f('ix_customer_last_order_at'), 'customer', ['last_order_at'], unique=False)
    op.create_index(op.f('ix_customer_last_order_on'), 'customer', ['last_order_on'], unique=False)
    op.create_index(op.f('ix_customer_name'), 'customer', ['name'], unique=False)
    op.create_index(op.f('ix_customer_nick'), 'customer', ['nick'], unique=False)
    op.create_index(op.f('ix_customer_order_count'), 'customer', ['order_count'], unique=False)
    op.create_index(op.f('ix_customer_phone'), 'customer', ['phone'], unique=False)
    op.create_index(op.f('ix_customer_platform'), 'customer', ['platform'], unique=False)
    op.create_index(op.f('ix_customer_platform_nick'), 'customer', ['platform', 'nick'], unique=False)
    op.create_index(op.f('ix_customer_spent'), 'customer', ['spent'], unique=False)
    op.create_index(op.f('ix_customer_spent_abroad'), 'customer', ['spent_abroad'], unique=False)
    op.create_index(op.f('ix_customer_tags'), 'customer', ['tags'], unique=False)
    op.create_index(op.f('ix_customer_voided_at'), 'customer', ['voided_at'], unique=False, sqlite_where=sa.text('voided_at IS NOT NULL'), postgresql_where=sa.text('voided_at IS NOT NULL'))
    op.create_table('import_mapping',
    sa.Column('signature', sa.String(), nullable=False),
    sa.Column('register', sa.String(), nullable=False),
    sa.Column('mapping', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('signature', 'register', name=op.f('pk_import_mapping'))
    )
    op.create_table('link',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('source_register', sa.String(), nullable=False),
    sa.Column('source_id', sa.Integer(), nullable=False),
    sa.Column('target_register', sa.String(), nullable=False),
    sa.Column('target_id', sa.Integer(), nullable=False),
    sa.Column('opened', sa.Boolean(), server_default='0', nullable=False),
    sa.Column('at', app.models.base.Instant(), nullable=False),
    sa.Column('by', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_link')),
    sa.UniqueConstraint('source_register', 'source_id', 'target_register', 'target_id', name=op.f('uq_link_source_register_source_id_target_register_target_id'))
    )
    op.create_index(op.f('ix_link_target_register_target_id'), 'link', ['target_register', 'target_id'], unique=False)
    op.create_table('note',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('register', sa.String(), nullable=False),
    sa.Column('record_id', sa.Integer(), nullable=False),
    sa.Column('at', app.models.base.Instant(), nullable=False),
    sa.Column('author', sa.String(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_note'))
    )
    op.create_index(op.f('ix_note_register_record_id'), 'note', ['register', 'record_id'], unique=False)
    op.create_table('number_series',
    sa.Column('register', sa.String(), nullable=False),
    sa.Column('year', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('last', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('register', 'year', name=op.f('pk_number_series'))
    )
    op.create_table('saved_view',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('register', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('spec', sa.Text(), nullable=False),
    sa.Column('created_by', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_saved_view'))
    )
    op.create_index(op.f('ix_saved_view_register'), 'saved_view', ['register'], unique=False)
    op.create_table('setting',
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('value', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_setting'))
    )
    op.create_table('snooze',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('register', sa.String(), nullable=False),
    sa.Column('record_id', sa.Integer(), nullable=False),
    sa.Column('rule', sa.String(), nullable=False),
    sa.Column('until', sa.Date(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('by', sa.String(), nullable=False),
    sa.Column('at', app.models.base.Instant(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_snooze')),
    sa.UniqueConstraint('register', 'rule', 'record_id', name=op.f('uq_snooze_register_rule_record_id'))
    )
    op.create_index(op.f('ix_snooze_until'), 'snooze', ['until'], unique=False)
    op.create_table('staff',
    sa.Column('number', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('post', sa.String(), nullable=True),
    sa.Column('login', sa.String(), nullable=True),
    sa.Column('manager_id', sa.Integer(), nullable=True),
    sa.Column('phone', sa.String(), nullable=True),
    sa.Column('emergency_contact', sa.String(), nullable=True),
    sa.Column('emergency_phone', sa.String(), nullable=True),
    sa.Column('joined_on', sa.Date(), nullable=True),
    sa.Column('contract_end', sa.Date(), nullable=True),
    sa.Column('left_on', sa.Date(), nullable=True),
    sa.Column('rejoined_on', sa.Date(), nullable=True),
    sa.Column('status', sa.String(), server_default='active', nullable=False),
    sa.Column('note', sa.String(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), server_default='1', nullable=False),
    sa.Column('created_at', app.models.base.Instant(), nullable=False),
    sa.Column('created_by', sa.String(), server_default='', nullable=False),
    sa.Column('updated_at', app.models.base.Instant(), nullable=False),
    sa.Column('voided_at', app.models.base.Instant(), nullable=True),
    sa.Column('void_reason', sa.String(), server_default='', nullable=False),
    sa.ForeignKeyConstraint(['manager_id'], ['staff.id'], name=op.f('fk_staff_manager_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_staff')),
    info={'due_indexes': True}
    )
    op.create_index(op.f('ix_staff_contract_end'), 'staff', ['contract_end'], unique=False)
    op.create_index('ix_staff_due_contract', 'staff', ['status', 'contract_end', 'manager_id'], unique=False, sqlite_where=sa.text("voided_at IS NULL AND status = 'active'"), postgresql_where=sa.text("voided_at IS NULL AND status = 'active'"))
    op.create_index(op.f('ix_staff_joined_on'), 'staff', ['joined_on'], unique=False)
    op.create_index(op.f('ix_staff_left_on'), 'staff', ['left_on'], unique=False)
    op.create_index(op.f('ix_staff_login'), 'staff', ['login'], unique=False)
    op.create_index(op.f('ix_staff_name'), 'staff', ['name'], unique=False)
    op.create_index(op.f('ix_staff_number'), 'staff', ['number'], unique=False)
    op.create_index(op.f('ix_staff_post'), 'staff', ['post'], unique=False)
    op.create_index(op.f('ix_staff_status'), 'staff', ['status'], unique=False)
    op.create_index(op.f('ix_staff_voided_at'), 'staff', ['voided_at'], unique=False, sqlite_where=sa.text('voided_at IS NOT NULL'), postgresql_where=sa.text('voided_at IS NOT NULL'))
    op.create_table('stock_count',
    sa.Column('number', sa.String(), nullable=False),
    sa.Column('scope', sa.String(), nullable=False),
    sa.Column('category', sa.String(), nullable=True),
    sa.Column('counted_on', sa.Date(), nullable=False),
    sa.Column('counter', sa.String(), nullable=True),
    sa.Column('status', sa.String(), server_default='open', nullable=False),
    sa.Column('started_at', app.models.base.Instant(), nullable=False),
    sa.Column('counted_at', app.models.base.Instant(), nullable=True),
    sa.Column('posted_at', app.models.base.Instant(), nullable=True),
    sa.Column('cancelled_at', app.models.base.Instant(), nullable=True),
    sa.Column('cancel_reason', sa.String(), nullable=True),
    sa.Column('line_count', sa.Integer(), server_default='0', nullable=False),
    sa.Column('matched', sa.Integer(), server_default='0', nullable=False),
    sa.Column('differing', sa.Integer(), server_default='0', nullable=False),
    sa.Column('uncounted', sa.Integer(), server_default='0', nullable=False),
    sa.Column('difference', sa.Integer(), server_default='0', nullable=False),
    sa.Column('note', sa.String(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), server_default='1', nullable=False),
    sa.Column('created_at', app.models.base.Instant(), nullable=False),
    sa.Column('created_by', sa.String(), server_default='', nullable=False),
    sa.Column('updated_at', app.models.base.Instant(), nullable=False),
    sa.Column('voided_at', app.models.base.Instant(), nullable=True),
    sa.Column('void_reason', sa.String(), server_default='', nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_stock_count')),
    sa.UniqueConstraint('number', name=op.f('uq_stock_count_number')),
    info={'due_indexes': True}
    )
    op.create_index(op.f('ix_stock_count_category'), 'stock_count', ['category'], unique=False)
    op.create_index(op.f('ix_stock_count_counted_on'), 'stock_count', ['counted_on'], unique=False)
    op.create_index(op.f('ix_stock_count_counter'), 'stock_count', ['counter'], unique=False)
    op.create_index(op.f('ix_stock_count_difference'), 'stock_count', ['difference'], unique=False)
    op.create_index(op.f('ix_stock_count_differing'), 'stock_count', ['differing'], unique=False)
    op.create_index(op.f('ix_stock_count_line_count'), 'stock_count', ['line_count'], unique=False)
    op.create_index(op.f('ix_stock_count_matched'), 'stock_count', ['matched'], unique=False)
    op.create_index(op.f('ix_stock_count_posted_at'), 'stock_count', ['posted_at'], unique=False)
    op.create_index(op.f('ix_stock_count_scope'), 'stock_count', ['scope'], unique=False)
    op.create_index(op.f('ix_stock_count_status'), 'stock_count', ['status'], unique=False)
    op.create_index(op.f('ix_stock_count_status_counted_on'), 'stock_count', ['status', 'counted_on'], unique=False)
    op.create_index(op.f('ix_stock_count_uncounted'), 'stock_count', ['uncounted'], unique=False)
    op.create_index(op.f('ix_stock_count_voided_at'), 'stock_count', ['voided_at'], unique=False, sqlite_where=sa.text('voided_at IS NOT NULL'), postgresql_where=sa.text('voided_at IS NOT NULL'))
    op.create_table('supplier',
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('contact', sa.String(), nullable=True),
    sa.Column('phone', sa.String(), nullable=True),
    sa.Column('address', sa.String(), nullable=True),
    sa.Column('licence_no', sa.String(), nullable=True),
    sa.Column('licence_expiry', sa.Date(), nullable=True),
    sa.Column('goods', sa.String(), nullable=True),
    sa.Column('tags', sa.String(), nullable=True),
    sa.Column('note', sa.String(), nullable=True),
    sa.Column('last_receipt_on', sa.Date(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), server_default='1', nullable=False),
    sa.Column('created_at', app.models.base.Instant(), nullable=False),
    sa.Column('created_by', sa.String(), server_default='', nullable=False),
    sa.Column('updated_at', app.models.base.Instant(), nullable=False),
    sa.Column('voided_at', app.models.base.Instant(), nullable=True),
    sa.Column('void_reason', sa.String(), server_default='', nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_supplier')),
    info={'due_indexes': True}
    )
    op.create_index(op.f('ix_supplier_contact'), 'supplier', ['contact'], unique=False)
    op.create_index(op.f('ix_supplier_goods'), 'supplier', ['goods'], unique=False)
    op.create_index(op.f('ix_supplier_last_receipt_on'), 'supplier', ['last_receipt_on'], unique=False)
    op.create_index(op.f('ix_supplier_licence_expiry'), 'supplier', ['licence_expiry'], unique=False)
    op.create_index(op.f('ix_supplier_licence_no'), 'supplier', ['licence_no'], unique=False)
    op.create_index(op.f('ix_supplier_name'), 'supplier', ['name'], unique=False)
    op.create_index(op.f('ix_supplier_phone'), 'supplier', ['phone'], unique=False)
    op.create_index(op.f('ix_supplier_voided_at'), 'supplier', ['voided_at'], unique=False, sqlite_where=sa.text('voided_at IS NOT NULL'), postgresql_where=sa.text('voided_at IS NOT NULL'))
    op.create_table('check_template',
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('area', sa.String(), server_default='other', nullable=False),
    sa.Column('basis', sa.String(), nullable=True),
    sa.Column('place', sa.String(), nullable=True),
    sa.Column('party', sa.String(), nullable=True),
    sa.Column('rhythm', sa.String(), server_default='none', nullable=False),
    sa.Column('start_on', sa.Date(), nullable=True),
    sa.Column('on_workdays', sa.Boolean(), server_default='0', nullable=False),
    sa.Column('grace_days', sa.Integer(), nullable=True),
    sa.Column('owner_id', sa.Integer(), nullable=True),
    sa.Column('verifier_id', sa.Integer(), nullable=True),
    sa.Column('status', sa.String(), server_default='active', nullable=False),
    sa.Column('revision', sa.Integer(), server_default='1', nullable=False),
    sa.Column('item_count', sa.Integer(), server_default='0', nullable=False),
    sa.Column('runs', sa.Integer(), server_default='0', nullable=False),
    sa.Column('last_on', sa.Date(), nullable=True),
    sa.Column('retired_at', app.models.base.Instant(), nullable=True),
    sa.Column('last_score', sa.Integer(), nullable=True),
    sa.Column('library_key', sa.String(), nullable=True),
    sa.Column('note', sa.String(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), server_default='1', nullable=False),
    sa.Column('created_at', app.models.base.Instant(), nullable=False),
    sa.Column('created_by', sa.String(), server_default='', nullable=False),
    sa.Column('updated_at', app.models.base.Instant(), nullable=False),
    sa.Column('voided_at', app.models.base.Instant(), nullable=True),
    sa.Column('void_reason', sa.String(), server_default='', nullable=False),
    sa.ForeignKeyConstraint(['owner_id'], ['staff.id'], name=op.f('fk_check_template_owner_id')),
    sa.ForeignKeyConstraint(['verifier_id'], ['staff.id'], name=op.f('fk_check_template_verifier_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_check_template')),
    info={'due_indexes': True}
    )
    op.create_index(op.f('ix_check_template_area'), 'check_template', ['area'], unique=False)
    op.create_index(op.f('ix_check_template_item_count'), 'check_template', ['item_count'], unique=False)
    op.create_index(op.f('ix_check_template_last_on'), 'check_template', ['last_on'], unique=False)
    op.create_index(op.f('ix_check_template_last_score'), 'check_template', ['last_score'], unique=False)
    op.create_index(op.f('ix_check_template_library_key'), 'check_template', ['library_key'], unique=False)
    op.create_index(op.f('ix_check_template_name'), 'check_template', ['name'], unique=False)
    op.create_index(op.f('ix_check_template_owner_id'), 'check_template', ['owner_id'], unique=False)
    op.create_index(op.f('ix_check_template_place'), 'check_template', ['place'], unique=False)
    op.create_index(op.f('ix_check_template_rhythm'), 'check_template', ['rhythm'], unique=False)
    op.create_index(op.f('ix_check_template_runs'), 'check_template', ['runs'], unique=False)
    op.create_index(op.f('ix_check_template_start_on'), 'check_template', ['start_on'], unique=False)
    op.create_index(op.f('ix_check_template_status'), 'check_template', ['status'], unique=False)
    op.create_index(op.f('ix_check_template_status_rhythm'), 'check_template', ['status', 'rhythm'], unique=False)
    op.create_index(op.f('ix_check_template_voided_at'), 'check_template', ['voided_at'], unique=False, sqlite_where=sa.text('voided_at IS NOT NULL'), postgresql_where=sa.text('voided_at IS NOT NULL'))
    op.create_table('duty',
    sa.Column('label', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), server_default='', nullable=False),
    sa.Column('source_register', sa.String(), server_default='', nullable=False),
    sa.Column('source_id', sa.Integer(), server_default='0', nullable=False),
    sa.Column('source_title', sa.String(), nullable=True),
    sa.Column('rhythm', sa.String(), server_default='weekly', nullable=False),
    sa.Column('start_on', sa.Date(), nullable=False),
    sa.Column('until_on', sa.Date(), nullable=True),
    sa.Column('since', sa.Date(), nullable=True),
    sa.Column('on_workdays', sa.Boolean(), server_default='0', nullable=False),
    sa.Column('grace_days', sa.Integer(), nullable=True),
    sa.Column('who_id', sa.Integer(), nullable=True),
    sa.Column('status', sa.String(), server_default='active', nullable=False),
    sa.Column('next_on', sa.Date(), nullable=True),
    sa.Column('stopped_at', app.models.base.Instant(), nullable=True),
    sa.Column('done', sa.Integer(), server_default='0', nullable=False),
    sa.Column('late', sa.Integer(), server_default='0', nullable=False),
    sa.Column('missed', sa.Integer(), server_default='0', nullable=False),
    sa.Column('note', sa.String(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), server_default='1', nullable=False),
    sa.Column('created_at', app.models.base.Instant(), nullable=False),
    sa.Column('created_by', sa.String(), server_default='', nullable=False),
    sa.Column('updated_at', app.models.base.Instant(), nullable=False),
    sa.Column('voided_at', app.models.base.Instant(), nullable=True),
    sa.Column('void_reason', sa.String(), server_default='', nullable=False),
    sa.ForeignKeyConstraint(['who_id'], ['staff.id'], name=op.f('fk_duty_who_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_duty')),
    info={'due_indexes': True}
    )
    op.create_index(op.f('ix_duty_done'), 'duty', ['done'], unique=False)
    op.create_index(op.f('ix_duty_label'), 'duty', ['label'], unique=False)
    op.create_index(op.f('ix_duty_late'), 'duty', ['late'], unique=False)
    op.create_index(op.f('ix_duty_missed'), 'duty', ['missed'], unique=False)
    op.create_index(op.f('ix_duty_next_on'), 'duty', ['next_on'], unique=False)
    op.create_index(op.f('ix_duty_rhythm'), 'duty', ['rhythm'], unique=False)
    op.create_index(op.f('ix_duty_source_register_source_id_kind'), 'duty', ['source_register', 'source_id', 'kind'], unique=False)
    op.create_index(op.f('ix_duty_source_title'), 'duty', ['source_title'], unique=False)
    op.create_index(op.f('ix_duty_start_on'), 'duty', ['start_on'], unique=False)
    op.create_index(op.f('ix_duty_status'), 'duty', ['status'], unique=False)
    op.create_index(op.f('ix_duty_voided_at'), 'duty', ['voided_at'], unique=False, sqlite_where=sa.text('voided_at IS NOT NULL'), postgresql_where=sa.text('voided_at IS NOT NULL'))
    op.create_index(op.f('ix_duty_who_id'), 'duty', ['who_id'], unique=False)
    op.create_table('orders',
    sa.Column('number', sa.String(), nullable=False),
    sa.Column('platform', sa.String(), nullable=False),
    sa.Column('shop_name', sa.String(), nullable=True),
    sa.Column('platform_order_id', sa.String(), nullable=True),
    sa.Column('placed_at', app.models.base.Instant(), nullable=False),
    sa.Column('business_date', sa.Date(), nullable=False),
    sa.Column('paid_at', app.models.base.Instant(), nullable=True),
    sa.Column('ship_by', app.models.base.Instant(), nullable=True),
    sa.Column('shipped_at', app.models.base.Instant(), nullable=True),
    sa.Column('completed_at', app.models.base.Instant(), nullable=True),
    sa.Column('cancelled_at', app.models.base.Instant(), nullable=True),
    sa.Column('payment', sa.String(), nullable=False),
    sa.Column('fulfilment', sa.String(), nullable=False),
    sa.Column('customer_id', sa.Integer(), nullable=True),
    sa.Column('buyer_nick', sa.String(), nullable=True),
    sa.Column('buyer_name', sa.String(), nullable=True),
    sa.Column('phone', sa.String(), nullable=True),
    sa.Column('address', sa.String(), nullable=True),
    sa.Column('postcode', sa.String(), nullable=True),
    sa.Column('country', sa.String(), nullable=True),
    sa.Column('currency', sa.String(), nullable=False),
    sa.Column('goods_total', sa.Integer(), nullable=False),
    sa.Column('shipping_fee', sa.Integer(), nullable=False),
    sa.Column('discount', sa.Integer(), nullable=False),
    sa.Column('total', sa.Integer(), nullable=False),
    sa.Column('paid', sa.Integer(), nullable=False),
    sa.Column('refunded', sa.Integer(), nullable=False),
    sa.Column('payment_method', sa.String(), nullable=True),
    sa.Column('payment_no', sa.String(), nullable=True),
    sa.Column('buyer_note', sa.String(), nullable=True),
    sa.Column('seller_note', sa.String(), nullable=True),
    sa.Column('cancel_reason', sa.String(), nullable=True),
    sa.Column('aftersale', sa.String(), nullable=True),
    sa.Column('items', sa.String(), nullable=False),
    sa.Column('quantity', sa.Integer(), nullable=False),
    sa.Column('waybills', sa.String(), nullable=False),
    sa.Column('source', sa.String(), nullable=True),
    sa.Column('extras', sa.String(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), server_default='1', nullable=False),
    sa.Column('created_at', app.models.base.Instant(), nullable=False),
    sa.Column('created_by', sa.String(), server_default='', nullable=False),
    sa.Column('updated_at', app.models.base.Instant(), nullable=False),
    sa.Column('voided_at', app.models.base.Instant(), nullable=True),
    sa.Column('void_reason', sa.String(), server_default='', nullable=False),
    sa.ForeignKeyConstraint(['customer_id'], ['customer.id'], name=op.f('fk_orders_customer_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_orders')),
    sa.UniqueConstraint('number', name=op.f('uq_orders_number')),
    sa.UniqueConstraint('platform', 'platform_order_id', name=op.f('uq_orders_platform_platform_order_id')),
    info={'due_indexes': True}
    )
    op.create_index(op.f('ix_orders_business_date'), 'orders', ['business_date'], unique=False)
    op.create_index(op.f('ix_orders_buyer_name'), 'orders', ['buyer_name'], unique=False)
    op.create_index(op.f('ix_orders_currency'), 'orders', ['currency'], unique=False)
    op.create_index(op.f('ix_orders_customer_id'), 'orders', ['customer_id'], unique=False)
    op.create_index('ix_orders_due_late', 'orders', ['fulfilment', 'ship_by'], unique=False, sqlite_where=sa.text("voided_at IS NULL AND fulfilment IN ('to_ship', 'part_shipped')"), postgresql_where=sa.text("voided_at IS NULL AND fulfilment IN ('to_ship', 'part_shipped')"))
    op.create_index('ix_orders_due_no_waybill', 'orders', ['fulfilment', 'waybills'], unique=False, sqlite_where=sa.text("voided_at IS NULL AND fulfilment IN ('shipped', 'part_shipped') AND waybills = ''"), postgresql_where=sa.text("voided_at IS NULL AND fulfilment IN ('shipped', 'part_shipped') AND waybills = ''"))
    op.create_index('ix_orders_due_refund_due', 'orders', ['fulfilment', 'payment'], unique=False, sqlite_where=sa.text("voided_at IS NULL AND fulfilment = 'cancelled' AND payment IN ('paid', 'part_refunded')"), postgresql_where=sa.text("voided_at IS NULL AND fulfilment = 'cancelled' AND payment IN ('paid', 'part_refunded')"))
    op.create_index(op.f('ix_orders_fulfilment'), 'orders', ['fulfilment'], unique=False)
    op.create_index(op.f('ix_orders_fulfilment_placed_at'), 'orders', ['fulfilment', 'placed_at'], unique=False)
    op.create_index(op.f('ix_orders_items'), 'orders', ['items'], unique=False)
    op.create_index(op.f('ix_orders_paid'), 'orders', ['paid'], unique=False)
    op.create_index(op.f('ix_orders_payment'), 'orders', ['payment'], unique=False)
    op.create_index(op.f('ix_orders_payment_placed_at'), 'orders', ['payment', 'placed_at'], unique=False)
    op.create_index(op.f('ix_orders_placed_at'), 'orders', ['placed_at'], unique=False)
    op.create_index(op.f('ix_orders_platform'), 'orders', ['platform'], unique=False)
    op.create_index(op.f('ix_orders_platform_order_id'), 'orders', ['platform_order_id'], unique=False)
    op.create_index(op.f('ix_orders_platform_placed_at'), 'orders', ['platform', 'placed_at'], unique=False)
    op.create_index(op.f('ix_orders_quantity'), 'orders', ['quantity'], unique=False)
    op.create_index(op.f('ix_orders_ship_by'), 'orders', ['ship_by'], unique=False)
    op.create_index('ix_orders_sums', 'orders', ['business_date', 'goods_total', 'shipping_fee', 'discount', 'total', 'paid', 'refunded', 'quantity', 'currency'], unique=False)
    op.create_index(op.f('ix_orders_total'), 'orders', ['total'], unique=False)
    op.create_index(op.f('ix_orders_voided_at'), 'orders', ['voided_at'], unique=False, sqlite_where=sa.text('voided_at IS NOT NULL'), postgresql_where=sa.text('voided_at IS NOT NULL'))
    op.create_index(op.f('ix_orders_waybills'), 'orders', ['waybills'], unique=False)
    op.create_table('plan',
    sa.Column('number', sa.String(), nullable=False),
    sa.Column('plan_key', sa.String(), server_default='', nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('subject', sa.String(), nullable=False),
    sa.Column('edition', sa.Integer(), server_default='1', nullable=False),
    sa.Column('status', sa.String(), server_default='draft', nullable=False),
    sa.Column('owner_id', sa.Integer(), nullable=True),
    sa.Column('clause', sa.String(), nullable=True),
    sa.Column('place', sa.String(), nullable=True),
    sa.Column('purpose', sa.String(), nullable=True),
    sa.Column('basis', sa.String(), nullable=True),
    sa.Column('scope', sa.String(), nullable=True),
    sa.Column('hazard', sa.String(), nullable=True),
    sa.Column('organisation', sa.String(), nullable=True),
    sa.Column('reporting', sa.String(), nullable=True),
    sa.Column('aftermath', sa.String(), nullable=True),
    sa.Column('change_note', sa.String(), nullable=True),
    sa.Column('previous_id', sa.Integer(), nullable=True),
    sa.Column('approved_by', sa.String(), nullable=True),
    sa.Column('approved_at', app.models.base.Instant(), nullable=True),
    sa.Column('effective_on', sa.Date(), nullable=True),
    sa.Column('review_cycle', sa.String(), server_default='yearly', nullable=False),
    sa.Column('review_on', sa.Date(), nullable=True),
    sa.Column('reviewed_on', sa.Date(), nullable=True),
    sa.Column('review_note', sa.String(), nullable=True),
    sa.Column('replaced_on', sa.Date(), nullable=True),
    sa.Column('withdraw_reason', sa.String(), nullable=True),
    sa.Column('step_count', sa.Integer(), server_default='0', nullable=False),
    sa.Column('card_steps', sa.Integer(), server_default='0', nullable=False),
    sa.Column('readers', sa.Integer(), server_default='0', nullable=False),
    sa.Column('unread', sa.Integer(), server_default='0', nullable=False),
    sa.Column('last_drill_on', sa.Date(), nullable=True),
    sa.Column('next_drill_on', sa.Date(), nullable=True),
    sa.Column('note', sa.String(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), server_default='1', nullable=False),
    sa.Column('created_at', app.models.base.Instant(), nullable=False),
    sa.Column('created_by', sa.String(), server_default='', nullable=False),
    sa.Column('updated_at', app.models.base.Instant(), nullable=False),
    sa.Column('voided_at', app.models.base.Instant(), nullable=True),
    sa.Column('void_reason', sa.String(), server_default='', nullable=False),
    sa.ForeignKeyConstraint(['owner_id'], ['staff.id'], name=op.f('fk_plan_owner_id')),
    sa.ForeignKeyConstraint(['previous_id'], ['plan.id'], name=op.f('fk_plan_previous_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan')),
    sa.UniqueConstraint('number', name=op.f('uq_plan_number')),
    info={'due_indexes': True}
    )
    op.create_index('ix_plan_due_no_steps', 'plan', ['status', 'step_count', 'owner_id'], unique=False, sqlite_where=sa.text("voided_at IS NULL AND status = 'in_force' AND step_count = 0"), postgresql_where=sa.text("voided_at IS NULL AND status = 'in_force' AND step_count = 0"))
    op.create_index('ix_plan_due_review', 'plan', ['status', 'review_cycle', 'review_on', 'owner_id'], unique=False, sqlite_where=sa.text("voided_at IS NULL AND status = 'in_force' AND review_cycle = 'three_years'"), postgresql_where=sa.text("voided_at IS NULL AND status = 'in_force' AND review_cycle = 'three_years'"))
    op.create_index(op.f('ix_plan_edition'), 'plan', ['edition'], unique=False)
    op.create_index(op.f('ix_plan_effective_on'), 'plan', ['effective_on'], unique=False)
    op.create_index(op.f('ix_plan_kind'), 'plan', ['kind'], unique=False)
    op.create_index(op.f('ix_plan_last_drill_on'), 'plan', ['last_drill_on'], unique=False)
    op.create_index(op.f('ix_plan_name'), 'plan', ['name'], unique=False)
    op.create_index(op.f('ix_plan_next_drill_on'), 'plan', ['next_drill_on'], unique=False)
    op.create_index(op.f('ix_plan_owner_id'), 'plan', ['owner_id'], unique=False)
    op.create_index(op.f('ix_plan_plan_key'), 'plan', ['plan_key'], unique=False)
    op.create_index(op.f('ix_plan_previous_id'), 'plan', ['previous_id'], unique=False)
    op.create_index(op.f('ix_plan_review_on'), 'plan', ['review_on'], unique=False)
    op.create_index(op.f('ix_plan_status'), 'plan', ['status'], unique=False)
    op.create_index(op.f('ix_plan_status_effective_on'), 'plan', ['status', 'effective_on'], unique=False)
    op.create_index(op.f('ix_plan_status_next_drill_on'), 'plan', ['status', 'next_drill_on'], unique=False)
    op.create_index(op.f('ix_plan_status_review_on'), 'plan', ['status', 'review_on'], unique=False)
    op.create_index(op.f('ix_plan_status_unread'), 'plan', ['status', 'unread'], unique=False)
    op.create_index(op.f('ix_plan_subject'), 'plan', ['subject'], unique=False)
    op.create_index(op.f('ix_plan_subject_status'), 'plan', ['subject', 'status'], unique=False)
    op.create_index(op.f('ix_plan_unread'), 'plan', ['unread'], unique=False)
    op.create_index(op.f('ix_plan_voided_at'), 'plan', ['voided_at'], unique=False, sqlite_where=sa.text('voided_at IS NOT NULL'), postgresql_where=sa.text('voided_at IS NOT NULL'))
    op.create_table('plan_supply',
    sa.Column('item', sa.String(), nullable=False),
    sa.Column('specification', sa.String(), nullable=True),
    sa.Column('quantity', sa.Integer(), server_default='0', nullable=False),
    sa.Column('least', sa.Integer(), nullable=True),
    sa.Column('unit', sa.String(), nullable=True),
    sa.Column('place', sa.String(), nullable=False),
    sa.Column('keeper_id', sa.Integer(), nullable=True),
    sa.Column('checked_on', sa.Date(), nullable=True),
    sa.Column('check_result', sa.String(), nullable=True),
    sa.Column('check_months', sa.Integer(), server_default='1', nullable=False),
    sa.Column('next_check_on', sa.Date(), nullable=True),
    sa.Column('expires_on', sa.Date(), nullable=True),
    sa.Column('removed_at', app.models.base.Instant(), nullable=True),
    sa.Column('status', sa.String(), server_default='kept', nullable=False),
    sa.Column('remove_reason', sa.String(), nullable=True),
    sa.Column('note', sa.String(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), server_default='1', nullable=False),
    sa.Column('created_at', app.models.base.Instant(), nullable=False),
    sa.Column('created_by', sa.String(), server_default='', nullable=False),
    sa.Column('updated_at', app.models.base.Instant(), nullable=False),
    sa.Column('voided_at', app.models.base.Instant(), nullable=True),
    sa.Column('void_reason', sa.String(), server_default='', nullable=False),
    sa.ForeignKeyConstraint(['keeper_id'], ['staff.id'], name=op.f('fk_plan_supply_keeper_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan_supply')),
    info={'due_indexes': True}
    )
    op.create_index(op.f('ix_plan_supply_checked_on'), 'plan_supply', ['checked_on'], unique=False)
    op.create_index(op.f('ix_plan_supply_expires_on'), 'plan_supply', ['expires_on'], unique=False)
    op.create_index(op.f('ix_plan_supply_item'), 'plan_supply', ['item'], unique=False)
    op.create_index(op.f('ix_plan_supply_keeper_id'), 'plan_supply', ['keeper_id'], unique=False)
    op.create_index(op.f('ix_plan_supply_next_check_on'), 'plan_supply', ['next_check_on'], unique=False)
    op.create_index(op.f('ix_plan_supply_place'), 'plan_supply', ['place'], unique=False)
    op.create_index(op.f('ix_plan_supply_quantity'), 'plan_supply', ['quantity'], unique=False)
    op.create_index(op.f('ix_plan_supply_specification'), 'plan_supply', ['specification'], unique=False)
    op.create_index(op.f('ix_plan_supply_status'), 'plan_supply', ['status'], unique=False)
    op.create_index(op.f('ix_plan_supply_status_expires_on'), 'plan_supply', ['status', 'expires_on'], unique=False)
    op.create_index(op.f('ix_plan_supply_status_next_check_on'), 'plan_supply', ['status', 'next_check_on'], unique=False)
    op.create_index(op.f('ix_plan_supply_status_quantity_least'), 'plan_supply', ['status', 'quantity', 'least'], unique=False)
    op.create_index(op.f('ix_plan_supply_voided_at'), 'plan_supply', ['voided_at'], unique=False, sqlite_where=sa.text('voided_at IS NOT NULL'), postgresql_where=sa.text('voided_at IS NOT NULL'))
    op.create_table('product',
    sa.Column('sku', sa.String(), nullable=False),
    sa.Column('barcode', sa.String(), nullable=True),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('category', sa.String(), nullable=True),
    sa.Column('options', sa.String(), nullable=True),
    sa.Column('unit', sa.String(), nullable=True),
    sa.Column('price', sa.Integer(), nullable=True),
    sa.Column('cost', sa.Integer(), nullable=True),
    sa.Column('list_price', sa.Integer(), nullable=True),
    sa.Column('low_stock', sa.Integer(), nullable=True),
    sa.Column('shelf_life_days', sa.Integer(), nullable=True),
    sa.Column('regime', sa.String(), nullable=True),
    sa.Column('supplier_id', sa.Integer(), nullable=True),
    sa.Column('brand', sa.String(), nullable=True),
    sa.Column('tags', sa.String(), nullable=True),
    sa.Column('no_reason_exception', sa.String(), nullable=True),
    sa.Column('listing_text', sa.String(), nullable=True),
    sa.Column('wording', sa.String(), server_default='clear', nullable=False),
    sa.Column('status', sa.String(), server_default='on_sale', nullable=False),
    sa.Column('on_hand', sa.Integer(), server_default='0', nullable=False),
    sa.Column('reserved', sa.Integer(), server_default='0', nullable=False),
    sa.Column('available', sa.Integer(), server_default='0', nullable=False),
    sa.Column('next_expiry', sa.Date(), nullable=True),
    sa.Column('tracked_since', app.models.base.Instant(), nullable=True),
    sa.Column('note', sa.String(), nullable=True),
    sa.Column('extras', sa.String(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), server_default='1', nullable=False),
    sa.Column('created_at', app.models.base.Instant(), nullable=False),
    sa.Column('created_by', sa.String(), server_default='', nullable=False),
    sa.Column('updated_at', app.models.base.Instant(), nullable=False),
    sa.Column('voided_at', app.models.base.Instant(), nullable=True),
    sa.Column('void_reason', sa.String(), server_default='', nullable=False),
    sa.ForeignKeyConstraint(['supplier_id'], ['supplier.id'], name=op.f('fk_product_supplier_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_product')),
    sa.UniqueConstraint('sku', name=op.f('uq_product_sku')),
    info={'due_indexes': True}
    )
    op.create_index(op.f('ix_product_available'), 'product', ['available'], unique=False)
    op.create_index(op.f('ix_product_barcode'), 'product', ['barcode'], unique=False)
    op.create_index(op.f('ix_product_brand'), 'product', ['brand'], unique=False)
    op.create_index(op.f('ix_product_category'), 'product', ['category'], unique=False)
    op.create_index(op.f('ix_product_cost'), 'product', ['cost'], unique=False)
    op.create_index('ix_product_due_low_stock', 'product', ['status'], unique=False, sqlite_where=sa.text("voided_at IS NULL AND low_stock IS NOT NULL AND available <= low_stock AND status = 'on_sale'"), postgresql_where=sa.text("voided_at IS NULL AND low_stock IS NOT NULL AND available <= low_stock AND status = 'on_sale'"))
    op.create_index('ix_product_due_wording', 'product', ['wording', 'status'], unique=False, sqlite_where=sa.text("voided_at IS NULL AND wording = 'block' AND status = 'on_sale'"), postgresql_where=sa.text("voided_at IS NULL AND wording = 'block' AND status = 'on_sale'"))
    op.create_index(op.f('ix_product_low_stock'), 'product', ['low_stock'], unique=False)
    op.create_index(op.f('ix_product_name'), 'product', ['name'], unique=False)
    op.create_index(op.f('ix_product_next_expiry'), 'product', ['next_expiry'], unique=False)
    op.create_index(op.f('ix_product_on_hand'), 'product', ['on_hand'], unique=False)
    op.create_index(op.f('ix_product_options'), 'product', ['options'], unique=False)
    op.create_index(op.f('ix_product_price'), 'product', ['price'], unique=False)
    op.create_index(op.f('ix_product_reserved'), 'product', ['reserved'], unique=False)
    op.create_index(op.f('ix_product_status'), 'product', ['status'], unique=False)
    op.create_index(op.f('ix_product_supplier_id'), 'product', ['supplier_id'], unique=False)
    op.create_index(op.f('ix_product_voided_at'), 'product', ['voided_at'], unique=False, sqlite_where=sa.text('voided_at IS NOT NULL'), postgresql_where=sa.text('voided_at IS NOT NULL'))
    op.create_index(op.f('ix_product_wording'), 'product', ['wording'], unique=False)
    op.create_table('question',
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), server_default='single', nullable=False),
    sa.Column('course_id', sa.Integer(), nullable=True),
    sa.Column('answer', sa.String(), nullable=False),
    sa.Column('points', sa.Integer(), server_default='5', nullable=False),
    sa.Column('explanation', sa.String(), nullable=True),
    sa.Column('source', sa.String(), nullable=True),
    sa.Column('choice_a', sa.String(), nullable=True),
    sa.Column('choice_b', sa.String(), nullable=True),
    sa.Column('choice_c', sa.String(), nullable=True),
    sa.Column('choice_d', sa.String(), nullable=True),
    sa.Column('choice_e', sa.String(), nullable=True),
    sa.Column('choice_f', sa.String(), nullable=True),
    sa.Column('status', sa.String(), server_default='active', nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), server_default='1', nullable=False),
    sa.Column('created_at', app.models.base.Instant(), nullable=False),
    sa.Column('created_by', sa.String(), server_default='', nullable=False),
    sa.Column('updated_at', app.models.base.Instant(), nullable=False),
    sa.Column('voided_at', app.models.base.Instant(), nullable=True),
    sa.Column('void_reason', sa.String(), server_default='', nullable=False),
    sa.ForeignKeyConstraint(['course_id'], ['course.id'], name=op.f('fk_question_course_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_question')),
    info={'due_indexes': True}
    )
    op.create_index(op.f('ix_question_answer'), 'question', ['answer'], unique=False)
    op.create_index(op.f('ix_question_course_id'), 'question', ['course_id'], unique=False)
    op.create_index(op.f('ix_question_kind'), 'question', ['kind'], unique=False)
    op.create_index(op.f('ix_question_points'), 'question', ['points'], unique=False)
    op.create_index(op.f('ix_question_status'), 'question', ['status'], unique=False)
    op.create_index(op.f('ix_question_text'), 'question', ['text'], unique=False)
    op.create_index(op.f('ix_question_voided_at'), 'question', ['voided_at'], unique=False, sqlite_where=sa.text('voided_at IS NOT NULL'), postgresql_where=sa.text('voided_at IS NOT NULL'))
    op.create_table('quiz',
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('course_id', sa.Integer(), nullable=True),
    sa.Column('pass_mark', sa.Integer(), server_default='60', nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=True),
    sa.Column('shuffle', sa.Boolean(), server_default='0', nullable=False),
    sa.Column('question_count', sa.Integer(), server_default='0', nullable=False),
    sa.Column('total_points', sa.Integer(), server_default='0', nullable=False),
    sa.Column('status', sa.String(), server_default='ready', nullable=False),
    sa.Column('note', sa.String(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), server_default='1', nullable=False),
    sa.Column('created_at', app.models.base.Instant(), nullable=False),
    sa.Column('created_by', sa.String(), server_default='', nullable=False),
    sa.Column('updated_at', app.models.base.Instant(), nullable=False),
    sa.Column('voided_at', app.models.base.Instant(), nullable=True),
    sa.Column('void_reason', sa.String(), server_default='', nullable=False),
    sa.ForeignKeyConstraint(['course_id'], ['course.id'], name=op.f('fk_quiz_course_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_quiz')),
    info={'due_indexes': True}
    )
    op.create_index(op.f('ix_quiz_course_id'), 'quiz', ['course_id'], unique=False)
    op.create_index(op.f('ix_quiz_minutes'), 'quiz', ['minutes'], unique=False)
    op.create_index(op.f('ix_quiz_pass_mark'), 'quiz', ['pass_mark'], unique=False)
    op.create_index(op.f('ix_quiz_question_count'), 'quiz', ['question_count'], unique=False)
    op.create_index(op.f('ix_quiz_status'), 'quiz', ['status'], unique=False)
    op.create_index(op.f('ix_quiz_title'), 'quiz', ['title'], unique=False)
    op.create_index(op.f('ix_quiz_total_points'), 'quiz', ['total_points'], unique=False)
    op.create_index(op.f('ix_quiz_voided_at'), 'quiz', ['voided_at'], unique=False, sqlite_where=sa.text('voided_at IS NOT NULL'), postgresql_where=sa.text('voided_at IS NOT NULL'))
    op.create_table('receipt',
    sa.Column('number', sa.String(), nullable=False),
    sa.Column('supplier_id', sa.Integer(), nullable=True),
    sa.Column('supplier_name', sa.String(), nullable=True),
    sa.Column('supplier_phone', sa.String(), nullable=True),
    sa.Column('supplier_address', sa.String(), nullable=True),
    sa.Column('supplier_licence', sa.String(), nullable=True),
    sa.Column('licence_seen', sa.Boolean(), nullable=True),
    sa.Column('received_on', sa.Date(), nullable=False),
    sa.Column('vouchers', sa.String(), nullable=True),
    sa.Column('receiver', sa.String(), nullable=True),
    sa.Column('status', sa.String(), server_default='draft', nullable=False),
    sa.Column('quarantine', sa.String(), server_default='none', nullable=False),
    sa.Column('posted_at', app.models.base.Instant(), nullable=True),
    sa.Column('reversed_at', app.models.base.Instant(), nullable=True),
    sa.Column('reverse_reason', sa.String(), nullable=True),
    sa.Column('settled_at', app.models.base.Instant(), nullable=True),
    sa.Column('settle_note', sa.String(), nullable=True),
    sa.Column('keep_until', sa.Date(), nullable=True),
    sa.Column('items', sa.String(), server_default='', nullable=False),
    sa.Column('quantity', sa.Integer(), server_default='0', nullable=False),
    sa.Column('rejected', sa.Integer(), server_default='0', nullable=False),
    sa.Column('cost_total', sa.Integer(), server_default='0', nullable=False),
    sa.Column('note', sa.String(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), server_default='1', nullable=False),
    sa.Column('created_at', app.models.base.Instant(), nullable=False),
    sa.Column('created_by', sa.String(), server_default='', nullable=False),
    sa.Column('updated_at', app.models.base.Instant(), nullable=False),
    sa.Column('voided_at', app.models.base.Instant(), nullable=True),
    sa.Column('void_reason', sa.String(), server_default='', nullable=False),
    sa.ForeignKeyConstraint(['supplier_id'], ['supplier.id'], name=op.f('fk_receipt_supplier_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_receipt')),
    sa.UniqueConstraint('number', name=op.f('uq_receipt_number')),
    info={'due_indexes': True}
    )
    op.create_index(op.f('ix_receipt_cost_total'), 'receipt', ['cost_total'], unique=False)
    op.create_index(op.f('ix_receipt_items'), 'receipt', ['items'], unique=False)
    op.create_index(op.f('ix_receipt_posted_at'), 'receipt', ['posted_at'], unique=False)
    op.create_index(op.f('ix_receipt_quantity'), 'receipt', ['quantity'], unique=False)
    op.create_index(op.f('ix_receipt_quarantine'), 'receipt', ['quarantine'], unique=False)
    op.create_index(op.f('ix_receipt_received_on'), 'receipt', ['received_on'], unique=False)
    op.create_index(op.f('ix_receipt_receiver'), 'receipt', ['receiver'], unique=False)
    op.create_index(op.f('ix_receipt_rejected'), 'receipt', ['rejected'], unique=False)
    op.create_index(op.f('ix_receipt_status'), 'receipt', ['status'], unique=False)
    op.create_index(op.f('ix_receipt_status_received_on'), 'receipt', ['status', 'received_on'], unique=False)
    op.create_index(op.f('ix_receipt_supplier_id'), 'receipt', ['supplier_id'], unique=False)
    op.create_index(op.f('ix_receipt_supplier_name'), 'receipt', ['supplier_name'], unique=False)
    op.create_index(op.f('ix_receipt_voided_at'), 'receipt', ['voided_at'], unique=False, sqlite_where=sa.text('voided_at IS NOT NULL'), postgresql_where=sa.text('voided_at IS NOT NULL'))
    op.create_index(op.f('ix_receipt_vouchers'), 'receipt', ['vouchers'], unique=False)
    op.create_table('risk',
    sa.Column('number', sa.String(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('nature', sa.String(), server_default='business', nullable=False),
    sa.Column('category', sa.String(), server_default='other', nullable=False),
    sa.Column('place', sa.String(), nullable=True),
    sa.Column('cause', sa.String(), nullable=True),
    sa.Column('consequence', sa.String(), nullable=True),
    sa.Column('existing', sa.String(), nullable=True),
    sa.Column('clause', sa.String(), nullable=True),
    sa.Column('source', sa.String(), nullable=True),
    sa.Column('found_on', sa.Date(), nullable=False),
    sa.Column('owner_id', sa.Integer(), nullable=True),
    sa.Column('tier', sa.String(), nullable=True),
    sa.Column('method', sa.String(), server_default='5x5', nullable=False),
    sa.Column('likelihood', sa.String(), nullable=True),
    sa.Column('impact', sa.String(), nullable=True),
    sa.Column('lec_likelihood', sa.String(), nullable=True),
    sa.Column('lec_exposure', sa.String(), nullable=True),
    sa.Column('lec_consequence', sa.String(), nullable=True),
    sa.Column('score', sa.Integer(), nullable=True),
    sa.Column('level', sa.String(), nullable=True),
    sa.Column('inherent_score', sa.Integer(), nullable=True),
    sa.Column('inherent_level', sa.String(), nullable=True),
    sa.Column('residual_score', sa.Integer(), nullable=True),
    sa.Column('residual_level', sa.String(), nullable=True),
    sa.Column('assessed_on', sa.Date(), nullable=True),
    sa.Column('review_on', sa.Date(), nullable=True),
    sa.Column('treatment', sa.String(), nullable=True),
    sa.Column('treatment_note', sa.String(), nullable=True),
    sa.Column('accepted_until', sa.Date(), nullable=True),
    sa.Column('accepted_by', sa.String(), nullable=True),
    sa.Column('told', sa.String(), server_default='not', nullable=False),
    sa.Column('told_on', sa.Date(), nullable=True),
    sa.Column('told_note', sa.String(), nullable=True),
    sa.Column('measures_open', sa.Integer(), server_default='0', nullable=False),
    sa.Column('status', sa.String(), server_default='open', nullable=False),
    sa.Column('closed_at', app.models.base.Instant(), nullable=True),
    sa.Column('close_reason', sa.String(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), server_default='1', nullable=False),
    sa.Column('created_at', app.models.base.Instant(), nullable=False),
    sa.Column('created_by', sa.String(), server_default='', nullable=False),
    sa.Column('updated_at', app.models.base.Instant(), nullable=False),
    sa.Column('voided_at', app.models.base.Instant(), nullable=True),
    sa.Column('void_reason', sa.String(), server_default='', nullable=False),
    sa.ForeignKeyConstraint(['owner_id'], ['staff.id'], name=op.f('fk_risk_owner_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_risk')),
    info={'due_indexes': True}
    )
    op.create_index(op.f('ix_risk_accepted_until'), 'risk', ['accepted_until'], unique=False)
    op.create_index(op.f('ix_risk_assessed_on'), 'risk', ['assessed_on'], unique=False)
    op.create_index(op.f('ix_risk_category'), 'risk', ['category'], unique=False)
    op.create_index('ix_risk_due_accepted', 'risk', ['status', 'treatment', 'accepted_until', 'owner_id'], unique=False, sqlite_where=sa.text("voided_at IS NULL AND status IN ('open', 'treating', 'watched') AND treatment = 'accept'"), postgresql_where=sa.text("voided_at IS NULL AND status IN ('open', 'treating', 'watched') AND treatment = 'accept'"))
    op.create_index('ix_risk_due_assess', 'risk', ['status', 'found_on', 'owner_id'], unique=False, sqlite_where=sa.text("voided_at IS NULL AND status = 'open'"), postgresql_where=sa.text("voided_at IS NULL AND status = 'open'"))
    op.create_index('ix_risk_due_tell', 'risk', ['status', 'level', 'told', 'assessed_on', 'owner_id'], unique=False, sqlite_where=sa.text("voided_at IS NULL AND status IN ('open', 'treating', 'watched') AND level IN ('3', '4') AND told = 'not'"), postgresql_where=sa.text("voided_at IS NULL AND status IN ('open', 'treating', 'watched') AND level IN ('3', '4') AND told = 'not'"))
    op.create_index(op.f('ix_risk_found_on'), 'risk', ['found_on'], unique=False)
    op.create_index(op.f('ix_risk_inherent_level'), 'risk', ['inherent_level'], unique=False)
    op.create_index(op.f('ix_risk_level'), 'risk', ['level'], unique=False)
    op.create_index(op.f('ix_risk_likelihood_impact'), 'risk', ['likelihood', 'impact'], unique=False)
    op.create_index(op.f('ix_risk_measures_open'), 'risk', ['measures_open'], unique=False)
    op.create_index(op.f('ix_risk_nature'), 'risk', ['nature'], unique=False)
    op.create_index(op.f('ix_risk_number'), 'risk', ['number'], unique=False)
    op.create_index(op.f('ix_risk_owner_id'), 'risk', ['owner_id'], unique=False)
    op.create_index(op.f('ix_risk_place'), 'risk', ['place'], unique=False)
    op.create_index(op.f('ix_risk_residual_level'), 'risk', ['residual_level'], unique=False)
    op.create_index(op.f('ix_risk_review_on'), 'risk', ['review_on'], unique=False)
    op.create_index(op.f('ix_risk_score'), 'risk', ['score'], unique=False)
    op.create_index(op.f('ix_risk_status_level'), 'risk', ['status', 'level'], unique=False)
    op.create_index(op.f('ix_risk_status_review_on'), 'risk', ['status', 'review_on'], unique=False)
    op.create_index(op.f('ix_risk_tier'), 'risk', ['tier'], unique=False)
    op.create_index(op.f('ix_risk_title'), 'risk', ['title'], unique=False)
    op.create_index(op.f('ix_risk_told'), 'risk', ['told'], unique=False)
    op.create_index(op.f('ix_risk_treatment'), 'risk', ['treatment'], unique=False)
    op.create_index(op.f('ix_risk_voided_at'), 'risk', ['voided_at'], unique=False, sqlite_where=sa.text('voided_at IS NOT NULL'), postgresql_where=sa.text('voided_at IS NOT NULL'))
    op.create_table('acknowledgement',
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('plan_number', sa.String(), nullable=False),
    sa.Column('plan_name', sa.String(), nullable=False),
    sa.Column('edition', sa.Integer(), nullable=False),
    sa.Column('staff_id', sa.Integer(), nullable=False),
    sa.Column('staff_name', sa.String(), nullable=False),
    sa.Column('status', sa.String(), server_default='open', nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('read_at', app.models.base.Instant(), nullable=True),
    sa.Column('signed_on', sa.Date(), nullable=True),
    sa.Column('ended_on', sa.Date(), nullable=True),
    sa.Column('recorded_by', sa.String(), nullable=True),
    sa.Column('lapse_reason', sa.String(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), server_default='1', nullable=False),
    sa.Column('created_at', app.models.base.Instant(), nullable=False),
    sa.Column('created_by', sa.String(), server_default='', nullable=False),
    sa.Column('updated_at', app.models.base.Instant(), nullable=False),
    sa.Column('voided_at', app.models.base.Instant(), nullable=True),
    sa.Column('void_reason', sa.String(), server_default='', nullable=False),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_acknowledgement_plan_id')),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_acknowledgement_staff_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_acknowledgement')),
    info={'due_indexes': True}
    )
    op.create_index(op.f('ix_acknowledgement_due_on'), 'acknowledgement', ['due_on'], unique=False)
    op.create_index(op.f('ix_acknowledgement_edition'), 'acknowledgement', ['edition'], unique=False)
    op.create_index(op.f('ix_acknowledgement_plan_id_staff_id'), 'acknowledgement', ['plan_id', 'staff_id'], unique=False)
    op.create_index(op.f('ix_acknowledgement_plan_name'), 'acknowledgement', ['plan_name'], unique=False)
    op.create_index(op.f('ix_acknowledgement_plan_number'), 'acknowledgement', ['plan_number'], unique=False)
    op.create_index(op.f('ix_acknowledgement_read_at'), 'acknowledgement', ['read_at'], unique=False)
    op.create_index(op.f('ix_acknowledgement_signed_on'), 'acknowledgement', ['signed_on'], unique=False)
    op.create_index(op.f('ix_acknowledgement_staff_id'), 'acknowledgement', ['staff_id'], unique=False)
    op.create_index(op.f('ix_acknowledgement_staff_name'), 'acknowledgement', ['staff_name'], unique=False)
    op.create_index(op.f('ix_acknowledgement_status'), 'acknowledgement', ['status'], unique=False)
    op.create_index(op.f('ix_acknowledgement_status_due_on'), 'acknowledgement', ['status', 'due_on'], unique=False)
    op.create_index(op.f('ix_acknowledgement_voided_at'), 'acknowledgement', ['voided_at'], unique=False, sqlite_where=sa.text('voided_at IS NOT NULL'), postgresql_where=sa.text('voided_at IS NOT NULL'))
    op.create_table('batch',
    sa.Column('product_id', sa.Integer(), nullable=False),
    sa.Column('sku', sa.String(), nullable=False),
    sa.Column('product_name', sa.String(), nullable=False),
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('production_date', sa.Date(), nullable=True),
    sa.Column('expiry_date', sa.Date(), nullable=True),
    sa.Column('supplier_id', sa.Integer(), nullable=True),
    sa.Column('supplier_name', sa.String(), nullable=True),
    sa.Column('receipt_id', sa.Integer(), nullable=True),
    sa.Column('received_at', app.models.base.Instant(), nullable=False),
    sa.Column('received', sa.Integer(), nullable=False),
    sa.Column('on_hand', sa.Integer(), server_default='0', nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), server_default='1', nullable=False),
    sa.Column('created_at', app.models.base.Instant(), nullable=False),
    sa.Column('created_by', sa.String(), server_default='', nullable=False),
    sa.Column('updated_at', app.models.base.Instant(), nullable=False),
    sa.Column('voided_at', app.models.base.Instant(), nullable=True),
    sa.Column('void_reason', sa.String(), server_default='', nullable=False),
    sa.ForeignKeyConstraint(['product_id'], ['product.id'], name=op.f('fk_batch_product_id')),
    sa.ForeignKeyConstraint(['receipt_id'], ['receipt.id'], name=op.f('fk_batch_receipt_id')),
    sa.ForeignKeyConstraint(['supplier_id'], ['supplier.id'], name=op.f('fk_batch_supplier_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_batch')),
    sa.UniqueConstraint('product_id', 'code', name=op.f('uq_batch_product_id_code')),
    info={'due_indexes': True}
    )
    op.create_index(op.f('ix_batch_code'), 'batch', ['code'], unique=False)
    op.create_index('ix_batch_due_expiry', 'batch', ['expiry_date'], unique=False, sqlite_where=sa.text('voided_at IS NULL AND on_hand > 0'), postgresql_where=sa.text('voided_at IS NULL AND on_hand > 0'))
    op.create_index(op.f('ix_batch_expiry_date'), 'batch', ['expiry_date'], unique=False)
    op.create_index(op.f('ix_batch_on_hand'), 'batch', ['on_hand'], unique=False)
    op.create_index(op.f('ix_batch_product_id_expiry_date'), 'batch', ['product_id', 'expiry_date'], unique=False)
    op.create_index(op.f('ix_batch_product_name'), 'batch', ['product_name'], unique=False)
    op.create_index(op.f('ix_batch_production_date'), 'batch', ['production_date'], unique=False)
    op.create_index(op.f('ix_batch_receipt_id'), 'batch', ['receipt_id'], unique=False)
    op.create_index(op.f('ix_batch_received'), 'batch', ['received'], unique=False)
    op.create_index(op.f('ix_batch_received_at'), 'batch', ['received_at'], unique=False)
    op.create_index(op.f('ix_batch_sku'), 'batch', ['sku'], unique=False)
    op.create_index(op.f('ix_batch_supplier_id'), 'batch', ['supplier_id'], unique=False)
    op.create_index(op.f('ix_batch_supplier_name'), 'batch', ['supplier_name'], unique=False)
    op.create_index(op.f('ix_batch_voided_at'), 'batch', ['voided_at'], unique=False, sqlite_where=sa.text('voided_at IS NOT NULL'), postgresql_where=sa.text('voided_at IS NOT NULL'))
    op.create_table('check_item',
    sa.Column('template_id', sa.Integer(), nullable=False),
    sa.Column('section', sa.String(), nullable=True),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('standard', sa.String(), nullable=True),
    sa.Column('method', sa.String(), nullable=True),
    sa.Column('kind', sa.String(), server_default='judge', nullable=False),
    sa.Column('low', sa.BigInteger(), nullable=True),
    sa.Column('high', sa.BigInteger(), nullable=True),
    sa.Column('unit', sa.String(), nullable=True),
    sa.Column('photo_needed', sa.Boolean(), server_default='0', nullable=True),
    sa.Column('weight', sa.Integer(), server_default='1', nullable=True),
    sa.Column('critical', sa.Boolean(), server_default='0', nullable=True),
    sa.Column('clause', sa.String(), nullable=True),
    sa.Column('measure', sa.String(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['template_id'], ['check_template.id'], name=op.f('fk_check_item_template_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_check_item'))
    )
    op.create_index(op.f('ix_check_item_template_id'), 'check_item', ['template_id'], unique=False)
    op.create_table('check_run',
    sa.Column('number', sa.String(), nullable=False),
    sa.Column('template_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('area', sa.String(), server_default='other', nullable=False),
    sa.Column('revision', sa.Integer(), server_default='1', nullable=False),
    sa.Column('basis', sa.String(), nullable=True),
    sa.Column('place', sa.String(), nullable=True),
    sa.Column('party', sa.String(), nullable=True),
    sa.Column('checker_id', sa.Integer(), nullable=True),
    sa.Column('planned_on', sa.Date(), nullable=True),
    sa.Column('checked_on', sa.Date(), nullable=False),
    sa.Column('status', sa.String(), server_default='in_progress', nullable=False),
    sa.Column('started_at', app.models.base.Instant(), nullable=False),
    sa.Column('finished_at', app.models.base.Instant(), nullable=True),
    sa.Column('cancelled_at', app.models.base.Instant(), nullable=True),
    sa.Column('cancel_reason', sa.String(), nullable=True),
    sa.Column('item_count', sa.Integer(), server_default='0', nullable=False),
    sa.Column('answered', sa.Integer(), server_default='0', nullable=False),
    sa.Column('passed', sa.Integer(), server_default='0', nullable=False),
    sa.Column('failed', sa.Integer(), server_default='0', nullable=False),
    sa.Column('failed_critical', sa.Integer(), server_default='0', nullable=False),
    sa.Column('skipped', sa.Integer(), server_default='0', nullable=False),
    sa.Column('earned', sa.Integer(), server_default='0', nullable=False),
    sa.Column('possible', sa.Integer(), server_default='0', nullable=False),
    sa.Column('score', sa.Integer(), nullable=True),
    sa.Column('conclusion', sa.String(), nullable=True),
    sa.Column('note', sa.String(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), server_default='1', nullable=False),
    sa.Column('created_at', app.models.base.Instant(), nullable=False),
    sa.Column('created_by', sa.String(), server_default='', nullable=False),
    sa.Column('updated_at', app.models.base.Instant(), nullable=False),
    sa.Column('voided_at', app.models.base.Instant(), nullable=True),
    sa.Column('void_reason', sa.String(), server_default='', nullable=False),
    sa.ForeignKeyConstraint(['checker_id'], ['staff.id'], name=op.f('fk_check_run_checker_id')),
    sa.ForeignKeyConstraint(['template_id'], ['check_template.id'], name=op.f('fk_check_run_template_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_check_run')),
    sa.UniqueConstraint('number', name=op.f('uq_check_run_number')),
    info={'due_indexes': True}
    )
    op.create_index(op.f('ix_check_run_answered'), 'check_run', ['answered'], unique=False)
    op.create_index(op.f('ix_check_run_area'), 'check_run', ['area'], unique=False)
    op.create_index(op.f('ix_check_run_checked_on'), 'check_run', ['checked_on'], unique=False)
    op.create_index(op.f('ix_check_run_checker_id'), 'check_run', ['checker_id'], unique=False)
    op.create_index('ix_check_run_due_finish', 'check_run', ['status', 'checked_on', 'checker_id'], unique=False, sqlite_where=sa.text("voided_at IS NULL AND status = 'in_progress'"), postgresql_where=sa.text("voided_at IS NULL AND status = 'in_progress'"))
    op.create_index(op.f('ix_check_run_failed'), 'check_run', ['failed'], unique=False)
    op.create_index(op.f('ix_check_run_failed_critical'), 'check_run', ['failed_critical'], unique=False)
    op.create_index(op.f('ix_check_run_finished_at'), 'check_run', ['finished_at'], unique=False)
    op.create_index(op.f('ix_check_run_item_count'), 'check_run', ['item_count'], unique=False)
    op.create_index(op.f('ix_check_run_name'), 'check_run', ['name'], unique=False)
    op.create_index(op.f('ix_check_run_place'), 'check_run', ['place'], unique=False)
    op.create_index(op.f('ix_check_run_planned_on'), 'check_run', ['planned_on'], unique=False)
    op.create_index(op.f('ix_check_run_score'), 'check_run', ['score'], unique=False)
    op.create_index(op.f('ix_check_run_started_at'), 'check_run', ['started_at'], unique=False)
    op.create_index(op.f('ix_check_run_status'), 'check_run', ['status'], unique=False)
    op.create_index(op.f('ix_check_run_status_planned_on'), 'check_run', ['status', 'planned_on'], unique=False)
    op.create_index(op.f('ix_check_run_template_id'), 'check_run', ['template_id'], unique=False)
    op.create_index(op.f('ix_check_run_template_id_checked_on'), 'check_run', ['template_id', 'checked_on'], unique=False)
    op.create_index(op.f('ix_check_run_voided_at'), 'check_run', ['voided_at'], unique=False, sqlite_where=sa.text('voided_at IS NOT NULL'), postgresql_where=sa.text('voided_at IS NOT NULL'))
    op.create_table('drill',
    sa.Column('number', sa.String(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('plan_number', sa.String(), nullable=True),
    sa.Column('plan_name', sa.String(), nullable=True),
    sa.Column('edition', sa.Integer(), nullable=True),
    sa.Column('plan_kind', sa.String(), nullable=True),
    sa.Column('mode', sa.String(), server_default='actual', nullable=False),
    sa.Column('scope', sa.String(), nullable=True),
    sa.Column('place', sa.String(), nullable=True),
    sa.Column('commander_id', sa.Integer(), nullable=True),
    sa.Column('planned_on', sa.Date(), nullable=False),
    sa.Column('held_on', sa.Date(), nullable=True),
    sa.Column('held_at', app.models.base.Instant(), nullable=True),
    sa.Column('recorded_at', app.models.base.Instant(), nullable=True),
    sa.Column('minutes', sa.Integer(), nullable=True),
    sa.Column('status', sa.String(), server_default='planned', nullable=False),
    sa.Column('preparation', sa.String(), nullable=True),
    sa.Column('suitability', sa.String(), nullable=True),
    sa.Column('adequacy', sa.String(), nullable=True),
    sa.Column('people_in_place', sa.String(), nullable=True),
    sa.Column('duties_done', sa.String(), nullable=True),
    sa.Column('supplies_in_place', sa.String(), nullable=True),
    sa.Column('coordination', sa.String(), nullable=True),
    sa.Column('effect', sa.String(), nullable=True),
    sa.Column('evaluation', sa.String(), nullable=True),
    sa.Column('evaluate_by', sa.Date(), nullable=True),
    sa.Column('recorder_id', sa.Integer(), nullable=True),
    sa.Column('reviewer_id', sa.Integer(), nullable=True),
    sa.Column('invited', sa.Integer(), server_default='0', nullable=False),
    sa.Column('present', sa.Integer(), server_default='0', nullable=False),
    sa.Column('problem_count', sa.Integer(), server_default='0', nullable=False),
    sa.Column('open_problems', sa.Integer(), server_default='0', nullable=False),
    sa.Column('redrill_on', sa.Date(), nullable=True),
    sa.Column('redrill_of_id', sa.Integer(), nullable=True),
    sa.Column('cancel_reason', sa.String(), nullable=True),
    sa.Column('note', sa.String(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), server_default='1', nullable=False),
    sa.Column('created_at', app.models.base.Instant(), nullable=False),
    sa.Column('created_by', sa.String(), server_default='', nullable=False),
    sa.Column('updated_at', app.models.base.Instant(), nullable=False),
    sa.Column('voided_at', app.models.base.Instant(), nullable=True),
    sa.Column('void_reason', sa.String(), server_default='', nullable=False),
    sa.ForeignKeyConstraint(['commander_id'], ['staff.id'], name=op.f('fk_drill_commander_id')),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_drill_plan_id')),
    sa.ForeignKeyConstraint(['recorder_id'], ['staff.id'], name=op.f('fk_drill_recorder_id')),
    sa.ForeignKeyConstraint(['redrill_of_id'], ['drill.id'], name=op.f('fk_drill_redrill_of_id')),
    sa.ForeignKeyConstraint(['reviewer_id'], ['staff.id'], name=op.f('fk_drill_reviewer_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_drill')),
    sa.UniqueConstraint('number', name=op.f('uq_drill_number')),
    info={'due_indexes': True}
    )
    op.create_index(op.f('ix_drill_commander_id'), 'drill', ['commander_id'], unique=False)
    op.create_index(op.f('ix_drill_edition'), 'drill', ['edition'], unique=False)
    op.create_index(op.f('ix_drill_effect'), 'drill', ['effect'], unique=False)
    op.create_index(op.f('ix_drill_held_on'), 'drill', ['held_on'], unique=False)
    op.create_index(op.f('ix_drill_mode'), 'drill', ['mode'], unique=False)
    op.create_index(op.f('ix_drill_open_problems'), 'drill', ['open_problems'], unique=False)
    op.create_index(op.f('ix_drill_place'), 'drill', ['place'], unique=False)
    op.create_index(op.f('ix_drill_plan_id'), 'drill', ['plan_id'], unique=False)
    op.create_index(op.f('ix_drill_plan_name'), 'drill', ['plan_name'], unique=False)
    op.create_index(op.f('ix_drill_planned_on'), 'drill', ['planned_on'], unique=False)
    op.create_index(op.f('ix_drill_redrill_of_id'), 'drill', ['redrill_of_id'], unique=False)
    op.create_index(op.f('ix_drill_status'), 'drill', ['status'], unique=False)
    op.create_index(op.f('ix_drill_status_evaluate_by'), 'drill', ['status', 'evaluate_by'], unique=False)
    op.create_index(op.f('ix_drill_status_planned_on'), 'drill', ['status', 'planned_on'], unique=False)
    op.create_index(op.f('ix_drill_title'), 'drill', ['title'], unique=False)
    op.create_index(op.f('ix_drill_voided_at'), 'drill', ['voided_at'], unique=False, sqlite_where=sa.text('voided_at IS NOT NULL'), postgresql_where=sa.text('voided_at IS NOT NULL'))
    op.create_table('duty_date',
    sa.Column('duty_id', sa.Integer(), nullable=False),
    sa.Column('label', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), server_default='', nullable=False),
    sa.Column('source_register', sa.String(), server_default='', nullable=False),
    sa.Column('source_id', sa.Integer(), server_default='0', nullable=False),
    sa.Column('who_id', sa.Integer(), nullable=True),
    sa.Column('expected_on', sa.Date(), nullable=False),
    sa.Column('closes_on', sa.Date(), nullable=False),
    sa.Column('state', sa.String(), server_default='open', nullable=False),
    sa.Column('done_on', sa.Date(), nullable=True),
    sa.Column('done_by', sa.String(), nullable=True),
    sa.Column('entered_on', sa.Date(), nullable=True),
    sa.Column('record_register', sa.String(), server_default='', nullable=False),
    sa.Column('record_id', sa.Integer(), server_default='0', nullable=False),
    sa.Column('record_title', sa.String(), nullable=True),
    sa.Column('note', sa.String(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), server_default='1', nullable=False),
    sa.Column('created_at', app.models.base.Instant(), nullable=False),
    sa.Column('created_by', sa.String(), server_default='', nullable=False),
    sa.Column('updated_at', app.models.base.Instant(), nullable=False),
    sa.Column('voided_at', app.models.base.Instant(), nullable=True),
    sa.Column('void_reason', sa.String(), server_default='', nullable=False),
    sa.ForeignKeyConstraint(['duty_id'], ['duty.id'], name=op.f('fk_duty_date_duty_id')),
    sa.ForeignKeyConstraint(['who_id'], ['staff.id'], name=op.f('fk_duty_date_who_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_duty_date')),
    info={'due_indexes': True}
    )
    op.create_index(op.f('ix_duty_date_closes_on'), 'duty_date', ['closes_on'], unique=False)
    op.create_index(op.f('ix_duty_date_done_by'), 'duty_date', ['done_by'], unique=False)
    op.create_index(op.f('ix_duty_date_done_on'), 'duty_date', ['done_on'], unique=False)
    op.create_index('ix_duty_date_due_missed', 'duty_date', ['state', 'done_on', 'expected_on'], unique=False, sqlite_where=sa.text("voided_at IS NULL AND state = 'missed' AND done_on IS NULL"), postgresql_where=sa.text("voided_at IS NULL AND state = 'missed' AND done_on IS NULL"))
    op.create_index(op.f('ix_duty_date_duty_id_expected_on'), 'duty_date', ['duty_id', 'expected_on'], unique=False)
    op.create_index(op.f('ix_duty_date_expected_on'), 'duty_date', ['expected_on'], unique=False)
    op.create_index(op.f('ix_duty_date_label'), 'duty_date', ['label'], unique=False)
    op.create_index('ix_duty_date_met_by', 'duty_date', ['record_register', 'record_id'], unique=False, sqlite_where=sa.text('record_id != 0'), postgresql_where=sa.text('record_id != 0'))
    op.create_index(op.f('ix_duty_date_record_title'), 'duty_date', ['record_title'], unique=False)
    op.create_index(op.f('ix_duty_date_source_register_source_id_kind_expected_on'), 'duty_date', ['source_register', 'source_id', 'kind', 'expected_on'], unique=False)
    op.create_index(op.f('ix_duty_date_state'), 'duty_date', ['state'], unique=False)
    op.create_index(op.f('ix_duty_date_state_closes_on'), 'duty_date', ['state', 'closes_on'], unique=False)
    op.create_index(op.f('ix_duty_date_state_expected_on'), 'duty_date', ['state', 'expected_on'], unique=False)
    op.create_index(op.f('ix_duty_date_voided_at'), 'duty_date', ['voided_at'], unique=False, sqlite_where=sa.text('voided_at IS NOT NULL'), postgresql_where=sa.text('voided_at IS NOT NULL'))
    op.create_index(op.f('ix_duty_date_who_id'), 'duty_date', ['who_id'], unique=False)
    op.create_table('order_line',
    sa.Column('order_id', sa.Integer(), nullable=False),
    sa.Column('platform_line_id', sa.String(), nullable=True),
    sa.Column('product_id', sa.Integer(), nullable=True),
    sa.Column('sku', sa.String(), nullable=True),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('options', sa.String(), nullable=True),
    sa.Column('quantity', sa.Integer(), nullable=False),
    sa.Column('unit_price', sa.Integer(), nullable=False),
    sa.Column('amount', sa.Integer(), nullable=False),
    sa.Column('unit_cost', sa.Integer(), nullable=True),
    sa.Column('reserved', sa.Integer(), server_default='0', nullable=False),
    sa.Column('shipped', sa.Integer(), server_default='0', nullable=False),
    sa.Column('gift', sa.Boolean(), server_default='0', nullable=False),
    sa.Column('exception_confirmed', sa.Boolean(), server_default='0', nullable=False),
    sa.Column('called_off', sa.Integer(), server_default='0', nullable=False),
    sa.Column('dropped', sa.Integer(), server_default='0', nullable=False),
    sa.Column('returned', sa.Integer(), server_default='0', nullable=False),
    sa.Column('extras', sa.String(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['order_id'], ['orders.id'], name=op.f('fk_order_line_order_id')),
    sa.ForeignKeyConstraint(['product_id'], ['product.id'], name=op.f('fk_order_line_product_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_order_line'))
    )
    op.create_index(op.f('ix_order_line_order_id'), 'order_line', ['order_id'], unique=False)
    op.create_index(op.f('ix_order_line_product_id'), 'order_line', ['product_id'], unique=False)
    op.create_table('plan_contact',
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('role', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=True),
    sa.Column('phone', sa.String(), nullable=True),
    sa.Column('note', sa.String(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_plan_contact_plan_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan_contact'))
    )
    op.create_index(op.f('ix_plan_contact_plan_id'), 'plan_contact', ['plan_id'], unique=False)
    op.create_table('plan_need',
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('supply_id', sa.Integer(), nullable=True),
    sa.Column('item', sa.String(), nullable=True),
    sa.Column('quantity', sa.Integer(), nullable=True),
    sa.Column('place', sa.String(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_plan_need_plan_id')),
    sa.ForeignKeyConstraint(['supply_id'], ['plan_supply.id'], name=op.f('fk_plan_need_supply_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan_need'))
    )
    op.create_index(op.f('ix_plan_need_plan_id'), 'plan_need', ['plan_id'], unique=False)
    op.create_index(op.f('ix_plan_need_supply_id'), 'plan_need', ['supply_id'], unique=False)
    op.create_table('plan_step',
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('trigger', sa.String(), nullable=True),
    sa.Column('who', sa.String(), nullable=True),
    sa.Column('action', sa.String(), nullable=False),
    sa.Column('place', sa.String(), nullable=True),
    sa.Column('minutes', sa.Integer(), nullable=True),
    sa.Column('on_card', sa.Boolean(), server_default='1', nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_plan_step_plan_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan_step'))
    )
    op.create_index(op.f('ix_plan_step_plan_id'), 'plan_step', ['plan_id'], unique=False)
    op.create_table('product_price',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('product_id', sa.Integer(), nullable=False),
    sa.Column('at', app.models.base.Instant(), nullable=False),
    sa.Column('price', sa.Integer(), nullable=True),
    sa.Column('cost', sa.Integer(), nullable=True),
    sa.Column('list_price', sa.Integer(), nullable=True),
    sa.Column('changed_by', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['product_id'], ['product.id'], name=op.f('fk_product_price_product_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_product_price'))
    )
    op.create_index(op.f('ix_product_price_product_id'), 'product_price', ['product_id'], unique=False)
    op.create_table('question_option',
    sa.Column('question_id', sa.Integer(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('correct', sa.Boolean(), server_default='0', nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['question_id'], ['question.id'], name=op.f('fk_question_option_question_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_question_option'))
    )
    op.create_index(op.f('ix_question_option_question_id'), 'question_option', ['question_id'], unique=False)
    op.create_table('quiz_line',
    sa.Column('quiz_id', sa.Integer(), nullable=False),
    sa.Column('question_id', sa.Integer(), nullable=False),
    sa.Column('wording', sa.String(), nullable=True),
    sa.Column('points', sa.Integer(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['question_id'], ['question.id'], name=op.f('fk_quiz_line_question_id')),
    sa.ForeignKeyConstraint(['quiz_id'], ['quiz.id'], name=op.f('fk_quiz_line_quiz_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_quiz_line'))
    )
    op.create_index(op.f('ix_quiz_line_question_id'), 'quiz_line', ['question_id'], unique=False)
    op.create_index(op.f('ix_quiz_line_quiz_id'), 'quiz_line', ['quiz_id'], unique=False)
    op.create_table('risk_assessment',
    sa.Column('risk_id', sa.Integer(), nullable=False),
    sa.Column('risk_number', sa.String(), nullable=False),
    sa.Column('stage', sa.String(), nullable=False),
    sa.Column('method', sa.String(), nullable=False),
    sa.Column('likelihood', sa.String(), nullable=True),
    sa.Column('impact', sa.String(), nullable=True),
    sa.Column('lec_likelihood', sa.String(), nullable=True),
    sa.Column('lec_exposure', sa.String(), nullable=True),
    sa.Column('lec_consequence', sa.String(), nullable=True),
    sa.Column('score', sa.Integer(), nullable=False),
    sa.Column('level', sa.String(), nullable=False),
    sa.Column('cuts', sa.String(), nullable=False),
    sa.Column('assessed_on', sa.Date(), nullable=False),
    sa.Column('assessed_by', sa.String(), nullable=False),
    sa.Column('reason', sa.String(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), server_default='1', nullable=False),
    sa.Column('created_at', app.models.base.Instant(), nullable=False),
    sa.Column('created_by', sa.String(), server_default='', nullable=False),
    sa.Column('updated_at', app.models.base.Instant(), nullable=False),
    sa.Column('voided_at', app.models.base.Instant(), nullable=True),
    sa.Column('void_reason', sa.String(), server_default='', nullable=False),
    sa.ForeignKeyConstraint(['risk_id'], ['risk.id'], name=op.f('fk_risk_assessment_risk_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_risk_assessment')),
    info={'due_indexes': True}
    )
    op.create_index(op.f('ix_risk_assessment_assessed_by'), 'risk_assessment', ['assessed_by'], unique=False)
    op.create_index(op.f('ix_risk_assessment_assessed_on'), 'risk_assessment', ['assessed_on'], unique=False)
    op.create_index(op.f('ix_risk_assessment_level'), 'risk_assessment', ['level'], unique=False)
    op.create_index(op.f('ix_risk_assessment_method'), 'risk_assessment', ['method'], unique=False)
    op.create_index(op.f('ix_risk_assessment_risk_id_assessed_on'), 'risk_assessment', ['risk_id', 'assessed_on'], unique=False)
    op.create_index(op.f('ix_risk_assessment_risk_number'), 'risk_assessment', ['risk_number'], unique=False)
    op.create_index(op.f('ix_risk_assessment_score'), 'risk_assessment', ['score'], unique=False)
    op.create_index(op.f('ix_risk_assessment_stage'), 'risk_assessment', ['stage'], unique=False)
    op.create_index(op.f('ix_risk_assessment_stage_assessed_on'), 'risk_assessment', ['stage', 'assessed_on'], unique=False)
    op.create_index(op.f('ix_risk_assessment_voided_at'), 'risk_assessment', ['voided_at'], unique=False, sqlite_where=sa.text('voided_at IS NOT NULL'), postgresql_where=sa.text('voided_at IS NOT NULL'))
    op.create_table('risk_measure',
    sa.Column('risk_id', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('owner_id', sa.Integer(), nullable=True),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('cost', sa.BigInteger(), nullable=True),
    sa.Column('status', sa.String(), server_default='planned', nullable=False),
    sa.Column('done_on', sa.Date(), nullable=True),
    sa.Column('result', sa.String(), nullable=True),
    sa.Column('note', sa.String(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), server_default='1', nullable=False),
    sa.Column('created_at', app.models.base.Instant(), nullable=False),
    sa.Column('created_by', sa.String(), server_default='', nullable=False),
    sa.Column('updated_at', app.models.base.Instant(), nullable=False),
    sa.Column('voided_at', app.models.base.Instant(), nullable=True),
    sa.Column('void_reason', sa.String(), server_default='', nullable=False),
    sa.ForeignKeyConstraint(['owner_id'], ['staff.id'], name=op.f('fk_risk_measure_owner_id')),
    sa.ForeignKeyConstraint(['risk_id'], ['risk.id'], name=op.f('fk_risk_measure_risk_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_risk_measure')),
    info={'due_indexes': True}
    )
    op.create_index(op.f('ix_risk_measure_cost'), 'risk_measure', ['cost'], unique=False)
    op.create_index(op.f('ix_risk_measure_done_on'), 'risk_measure', ['done_on'], unique=False)
    op.create_index(op.f('ix_risk_measure_due_on'), 'risk_measure', ['due_on'], unique=False)
    op.create_index(op.f('ix_risk_measure_owner_id'), 'risk_measure', ['owner_id'], unique=False)
    op.create_index(op.f('ix_risk_measure_risk_id_status'), 'risk_measure', ['risk_id', 'status'], unique=False)
    op.create_index(op.f('ix_risk_measure_status_due_on'), 'risk_measure', ['status', 'due_on'], unique=False)
    op.create_index(op.f('ix_risk_measure_title'), 'risk_measure', ['title'], unique=False)
    op.create_index(op.f('ix_risk_measure_voided_at'), 'risk_measure', ['voided_at'], unique=False, sqlite_where=sa.text('voided_at IS NOT NULL'), postgresql_where=sa.text('voided_at IS NOT NULL'))
    op.create_table('training_session',
    sa.Column('number', sa.String(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('course_id', sa.Integer(), nullable=True),
    sa.Column('method', sa.String(), server_default='lecture', nullable=False),
    sa.Column('starts_at', app.models.base.Instant(), nullable=False),
    sa.Column('ends_at', app.models.base.Instant(), nullable=True),
    sa.Column('held_on', sa.Date(), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=True),
    sa.Column('place', sa.String(), nullable=True),
    sa.Column('trainer', sa.String(), nullable=True),
    sa.Column('trainer_from', sa.String(), nullable=True),
    sa.Column('owner_id', sa.Integer(), nullable=True),
    sa.Column('content', sa.String(), nullable=True),
    sa.Column('people', sa.String(), nullable=True),
    sa.Column('quiz_id', sa.Integer(), nullable=True),
    sa.Column('pass_mark', sa.Integer(), nullable=True),
    sa.Column('status', sa.String(), server_default='planned', nullable=False),
    sa.Column('invited', sa.Integer(), server_default='0', nullable=False),
    sa.Column('present', sa.Integer(), server_default='0', nullable=False),
    sa.Column('passed', sa.Integer(), server_default='0', nullable=False),
    sa.Column('waiting', sa.Integer(), server_default='0', nullable=False),
    sa.Column('average_score', sa.Integer(), nullable=True),
    sa.Column('result', sa.String(), nullable=True),
    sa.Column('recorder', sa.String(), nullable=True),
    sa.Column('sheet_attached', sa.Boolean(), server_default='0', nullable=False),
    sa.Column('held_at', app.models.base.Instant(), nullable=True),
    sa.Column('closed_at', app.models.base.Instant(), nullable=True),
    sa.Column('cancelled_at', app.models.base.Instant(), nullable=True),
    sa.Column('cancel_reason', sa.String(), nullable=True),
    sa.Column('note', sa.String(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), server_default='1', nullable=False),
    sa.Column('created_at', app.models.base.Instant(), nullable=False),
    sa.Column('created_by', sa.String(), server_default='', nullable=False),
    sa.Column('updated_at', app.models.base.Instant(), nullable=False),
    sa.Column('voided_at', app.models.base.Instant(), nullable=True),
    sa.Column('void_reason', sa.String(), server_default='', nullable=False),
    sa.ForeignKeyConstraint(['course_id'], ['course.id'], name=op.f('fk_training_session_course_id')),
    sa.ForeignKeyConstraint(['owner_id'], ['staff.id'], name=op.f('fk_training_session_owner_id')),
    sa.ForeignKeyConstraint(['quiz_id'], ['quiz.id'], name=op.f('fk_training_session_quiz_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_training_session')),
    sa.UniqueConstraint('number', name=op.f('uq_training_session_number')),
    info={'due_indexes': True}
    )
    op.create_index(op.f('ix_training_session_average_score'), 'training_session', ['average_score'], unique=False)
    op.create_index(op.f('ix_training_session_course_id'), 'training_session', ['course_id'], unique=False)
    op.create_index('ix_training_session_due_finish', 'training_session', ['status', 'waiting', 'held_on', 'owner_id'], unique=False, sqlite_where=sa.text("voided_at IS NULL AND status = 'held' AND waiting = 0"), postgresql_where=sa.text("voided_at IS NULL AND status = 'held' AND waiting = 0"))
    op.create_index('ix_training_session_due_results', 'training_session', ['status', 'held_on', 'owner_id'], unique=False, sqlite_where=sa.text("voided_at IS NULL AND status = 'held' AND waiting > 0"), postgresql_where=sa.text("voided_at IS NULL AND status = 'held' AND waiting > 0"))
    op.create_index(op.f('ix_training_session_held_on'), 'training_session', ['held_on'], unique=False)
    op.create_index(op.f('ix_training_session_invited'), 'training_session', ['invited'], unique=False)
    op.create_index(op.f('ix_training_session_minutes'), 'training_session', ['minutes'], unique=False)
    op.create_index(op.f('ix_training_session_owner_id'), 'training_session', ['owner_id'], unique=False)
    op.create_index(op.f('ix_training_session_passed'), 'training_session', ['passed'], unique=False)
    op.create_index(op.f('ix_training_session_place'), 'training_session', ['place'], unique=False)
    op.create_index(op.f('ix_training_session_present'), 'training_session', ['present'], unique=False)
    op.create_index(op.f('ix_training_session_quiz_id'), 'training_session', ['quiz_id'], unique=False)
    op.create_index(op.f('ix_training_session_starts_at'), 'training_session', ['starts_at'], unique=False)
    op.create_index(op.f('ix_training_session_status'), 'training_session', ['status'], unique=False)
    op.create_index(op.f('ix_training_session_status_sheet_attached'), 'training_session', ['status', 'sheet_attached'], unique=False)
    op.create_index(op.f('ix_training_session_status_starts_at'), 'training_session', ['status', 'starts_at'], unique=False)
    op.create_index(op.f('ix_training_session_title'), 'training_session', ['title'], unique=False)
    op.create_index(op.f('ix_training_session_trainer'), 'training_session', ['trainer'], unique=False)
    op.create_index(op.f('ix_training_session_voided_at'), 'training_session', ['voided_at'], unique=False, sqlite_where=sa.text('voided_at IS NOT NULL'), postgresql_where=sa.text('voided_at IS NOT NULL'))
    op.create_index(op.f('ix_training_session_waiting'), 'training_session', ['waiting'], unique=False)
    op.create_table('certificate',
    sa.Column('number', sa.String(), nullable=False),
    sa.Column('staff_id', sa.Integer(), nullable=False),
    sa.Column('staff_name', sa.String(), nullable=True),
    sa.Column('kind', sa.String(), server_default='course', nullable=False),
    sa.Column('course_id', sa.Integer(), nullable=True),
    sa.Column('title', sa.String(), nullable=True),
    sa.Column('certificate_no', sa.String(), nullable=True),
    sa.Column('issuer', sa.String(), nullable=True),
    sa.Column('issued_on', sa.Date(), nullable=False),
    sa.Column('expires_on', sa.Date(), nullable=True),
    sa.Column('grade', sa.String(), nullable=True),
    sa.Column('session_id', sa.Integer(), nullable=True),
    sa.Column('state', sa.String(), server_default='valid', nullable=False),
    sa.Column('called_on', sa.Date(), nullable=True),
    sa.Column('scan_attached', sa.Boolean(), server_default='0', nullable=False),
    sa.Column('revoke_reason', sa.String(), nullable=True),
    sa.Column('note', sa.String(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), server_default='1', nullable=False),
    sa.Column('created_at', app.models.base.Instant(), nullable=False),
    sa.Column('created_by', sa.String(), server_default='', nullable=False),
    sa.Column('updated_at', app.models.base.Instant(), nullable=False),
    sa.Column('voided_at', app.models.base.Instant(), nullable=True),
    sa.Column('void_reason', sa.String(), server_default='', nullable=False),
    sa.ForeignKeyConstraint(['course_id'], ['course.id'], name=op.f('fk_certificate_course_id')),
    sa.ForeignKeyConstraint(['session_id'], ['training_session.id'], name=op.f('fk_certificate_session_id')),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_certificate_staff_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_certificate')),
    sa.UniqueConstraint('number', name=op.f('uq_certificate_number')),
    info={'due_indexes': True}
    )
    op.create_index(op.f('ix_certificate_certificate_no'), 'certificate', ['certificate_no'], unique=False)
    op.create_index(op.f('ix_certificate_course_id'), 'certificate', ['course_id'], unique=False)
    op.create_index(op.f('ix_certificate_expires_on'), 'certificate', ['expires_on'], unique=False)
    op.create_index(op.f('ix_certificate_issued_on'), 'certificate', ['issued_on'], unique=False)
    op.create_index(op.f('ix_certificate_issuer'), 'certificate', ['issuer'], unique=False)
    op.create_index(op.f('ix_certificate_kind'), 'certificate', ['kind'], unique=False)
    op.create_index(op.f('ix_certificate_session_id'), 'certificate', ['session_id'], unique=False)
    op.create_index(op.f('ix_certificate_staff_id'), 'certificate', ['staff_id'], unique=False)
    op.create_index(op.f('ix_certificate_staff_name'), 'certificate', ['staff_name'], unique=False)
    op.create_index(op.f('ix_certificate_state'), 'certificate', ['state'], unique=False)
    op.create_index(op.f('ix_certificate_state_expires_on'), 'certificate', ['state', 'expires_on'], unique=False)
    op.create_index(op.f('ix_certificate_title'), 'certificate', ['title'], unique=False)
    op.create_index(op.f('ix_certificate_voided_at'), 'certificate', ['voided_at'], unique=False, sqlite_where=sa.text('voided_at IS NOT NULL'), postgresql_where=sa.text('voided_at IS NOT NULL'))
    op.create_table('complaint',
    sa.Column('number', sa.String(), nullable=False),
    sa.Column('status', sa.String(), server_default='received', nullable=False),
    sa.Column('timing', sa.String(), server_default='running', nullable=False),
    sa.Column('authority_state', sa.String(), server_default='none', nullable=False),
    sa.Column('channel', sa.String(), nullable=False),
    sa.Column('platform', sa.String(), nullable=True),
    sa.Column('reference', sa.String(), nullable=True),
    sa.Column('authority_no', sa.String(), nullable=True),
    sa.Column('authority', sa.String(), nullable=True),
    sa.Column('authority_notified_on', sa.Date(), nullable=True),
    sa.Column('authority_due_on', sa.Date(), nullable=True),
    sa.Column('mediation_on', sa.Date(), nullable=True),
    sa.Column('authority_answered_at', app.models.base.Instant(), nullable=True),
    sa.Column('authority_ended_at', app.models.base.Instant(), nullable=True),
    sa.Column('authority_result', sa.String(), nullable=True),
    sa.Column('category', sa.String(), nullable=False),
    sa.Column('severity', sa.String(), nullable=False),
    sa.Column('confidential', sa.Boolean(), server_default='0', nullable=False),
    sa.Column('customer_id', sa.Integer(), nullable=True),
    sa.Column('customer_name', sa.String(), nullable=True),
    sa.Column('customer_phone', sa.String(), nullable=True),
    sa.Column('known_customer_id', sa.Integer(), nullable=True),
    sa.Column('known_name', sa.String(), nullable=True),
    sa.Column('known_phone', sa.String(), nullable=True),
    sa.Column('order_id', sa.Integer(), nullable=True),
    sa.Column('order_number', sa.String(), nullable=True),
    sa.Column('order_line_no', sa.Integer(), nullable=True),
    sa.Column('order_line_id', sa.Integer(), nullable=True),
    sa.Column('product_id', sa.Integer(), nullable=True),
    sa.Column('sku', sa.String(), nullable=True),
    sa.Column('item', sa.String(), nullable=True),
    sa.Column('batch_code', sa.String(), nullable=True),
    sa.Column('batch_id', sa.Integer(), nullable=True),
    sa.Column('description', sa.String(), nullable=False),
    sa.Column('wants', sa.String(), nullable=True),
    sa.Column('received_at', app.models.base.Instant(), nullable=False),
    sa.Column('received_on', sa.Date(), nullable=False),
    sa.Column('received_by', sa.Integer(), nullable=True),
    sa.Column('happened_on', sa.Date(), nullable=True),
    sa.Column('handler_id', sa.Integer(), nullable=True),
    sa.Column('validity', sa.String(), nullable=True),
    sa.Column('promised', sa.String(), nullable=True),
    sa.Column('promised_at', app.models.base.Instant(), nullable=True),
    sa.Column('root_cause', sa.String(), nullable=True),
    sa.Column('cause', sa.String(), nullable=True),
    sa.Column('remedy_kind', sa.String(), nullable=True),
    sa.Column('remedy', sa.String(), nullable=True),
    sa.Column('refunded', sa.Integer(), nullable=True),
    sa.Column('currency', sa.String(), nullable=True),
    sa.Column('old_refund', sa.Integer(), nullable=True),
    sa.Column('done_on', sa.Date(), nullable=True),
    sa.Column('done_by', sa.Integer(), nullable=True),
    sa.Column('carried_out', sa.Boolean(), server_default='0', nullable=False),
    sa.Column('answer', sa.String(), nullable=True),
    sa.Column('tries', sa.Integer(), server_default='0', nullable=False),
    sa.Column('satisfaction', sa.Integer(), nullable=True),
    sa.Column('note', sa.String(), nullable=True),
    sa.Column('accepted_at', app.models.base.Instant(), nullable=True),
    sa.Column('acknowledged_at', app.models.base.Instant(), nullable=True),
    sa.Column('investigating_at', app.models.base.Instant(), nullable=True),
    sa.Column('responded_at', app.models.base.Instant(), nullable=True),
    sa.Column('closed_at', app.models.base.Instant(), nullable=True),
    sa.Column('refused_at', app.models.base.Instant(), nullable=True),
    sa.Column('refusal', sa.String(), nullable=True),
    sa.Column('refuse_reason', sa.String(), nullable=True),
    sa.Column('reopened_at', app.models.base.Instant(), nullable=True),
    sa.Column('reopen_reason', sa.String(), nullable=True),
    sa.Column('reopened', sa.Integer(), server_default='0', nullable=False),
    sa.Column('first_due', app.models.base.Instant(), nullable=True),
    sa.Column('resolve_due', app.models.base.Instant(), nullable=True),
    sa.Column('authority_due', app.models.base.Instant(), nullable=True),
    sa.Column('next_due', app.models.base.Instant(), nullable=True),
    sa.Column('breached_at', app.models.base.Instant(), nullable=True),
    sa.Column('first_kept', sa.String(), nullable=True),
    sa.Column('resolve_kept', sa.String(), nullable=True),
    sa.Column('authority_kept', sa.String(), nullable=True),
    sa.Column('last_contact_at', app.models.base.Instant(), nullable=True),
    sa.Column('waiting_since', app.models.base.Instant(), nullable=True),
    sa.Column('waiting_due', app.models.base.Instant(), nullable=True),
    sa.Column('earlier', sa.Integer(), server_default='0', nullable=False),
    sa.Column('same_product', sa.Integer(), server_default='0', nullable=False),
    sa.Column('overran', sa.Boolean(), server_default='0', nullable=False),
    sa.Column('waits', sa.Boolean(), server_default='0', nullable=False),
    sa.Column('again', sa.Boolean(), server_default='0', nullable=False),
    sa.Column('undone', sa.Boolean(), server_default='0', nullable=False),
    sa.Column('owed', sa.Boolean(), server_default='0', nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), server_default='1', nullable=False),
    sa.Column('created_at', app.models.base.Instant(), nullable=False),
    sa.Column('created_by', sa.String(), server_default='', nullable=False),
    sa.Column('updated_at', app.models.base.Instant(), nullable=False),
    sa.Column('voided_at', app.models.base.Instant(), nullable=True),
    sa.Column('void_reason', sa.String(), server_default='', nullable=False),
    sa.ForeignKeyConstraint(['batch_id'], ['batch.id'], name=op.f('fk_complaint_batch_id')),
    sa.ForeignKeyConstraint(['customer_id'], ['customer.id'], name=op.f('fk_complaint_customer_id')),
    sa.ForeignKeyConstraint(['done_by'], ['staff.id'], name=op.f('fk_complaint_done_by')),
    sa.ForeignKeyConstraint(['handler_id'], ['staff.id'], name=op.f('fk_complaint_handler_id')),
    sa.ForeignKeyConstraint(['known_customer_id'], ['customer.id'], name=op.f('fk_complaint_known_customer_id')),
    sa.ForeignKeyConstraint(['order_id'], ['orders.id'], name=op.f('fk_complaint_order_id')),
    sa.ForeignKeyConstraint(['order_line_id'], ['order_line.id'], name=op.f('fk_complaint_order_line_id')),
    sa.ForeignKeyConstraint(['product_id'], ['product.id'], name=op.f('fk_complaint_product_id')),
    sa.ForeignKeyConstraint(['received_by'], ['staff.id'], name=op.f('fk_complaint_received_by')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_complaint')),
    sa.UniqueConstraint('number', name=op.f('uq_complaint_number')),
    info={'due_indexes': True}
    )
    op.create_index(op.f('ix_complaint_again_received_at'), 'complaint', ['again', 'received_at'], unique=False)
    op.create_index(op.f('ix_complaint_answer'), 'complaint', ['answer'], unique=False)
    op.create_index(op.f('ix_complaint_authority_due'), 'complaint', ['authority_due'], unique=False)
    op.create_index(op.f('ix_complaint_authority_kept'), 'complaint', ['authority_kept'], unique=False)
    op.create_index(op.f('ix_complaint_authority_no'), 'complaint', ['authority_no'], unique=False)
    op.create_index(op.f('ix_complaint_authority_state'), 'complaint', ['authority_state'], unique=False)
    op.create_index(op.f('ix_complaint_batch_code'), 'complaint', ['batch_code'], unique=False)
    op.create_index(op.f('ix_complaint_batch_id_received_at'), 'complaint', ['batch_id', 'received_at'], unique=False)
    op.create_index(op.f('ix_complaint_breached_at'), 'complaint', ['breached_at'], unique=False)
    op.create_index(op.f('ix_complaint_category'), 'complaint', ['category'], unique=False)
    op.create_index(op.f('ix_complaint_channel'), 'complaint', ['channel'], unique=False)
    op.create_index(op.f('ix_complaint_channel_received_at'), 'complaint', ['channel', 'received_at'], unique=False)
    op.create_index(op.f('ix_complaint_closed_at'), 'complaint', ['closed_at'], unique=False)
    op.create_index(op.f('ix_complaint_confidential'), 'complaint', ['confidential'], unique=False)
    op.create_index(op.f('ix_complaint_currency'), 'complaint', ['currency'], unique=False)
    op.create_index(op.f('ix_complaint_customer_id'), 'complaint', ['customer_id'], unique=False)
    op.create_index(op.f('ix_complaint_customer_name'), 'complaint', ['customer_name'], unique=False)
    op.create_index(op.f('ix_complaint_done_by'), 'complaint', ['done_by'], unique=False)
    op.create_index('ix_complaint_due_promised', 'complaint', ['status', 'promised_at', 'handler_id'], unique=False, sqlite_where=sa.text("voided_at IS NULL AND status IN ('received', 'accepted', 'acknowledged', 'investigating', 'reopened') AND promised_at IS NOT NULL"), postgresql_where=sa.text("voided_at IS NULL AND status IN ('received', 'accepted', 'acknowledged', 'investigating', 'reopened') AND promised_at IS NOT NULL"))
    op.create_index('ix_complaint_due_waiting', 'complaint', ['first_due', 'waiting_due', 'handler_id'], unique=False, sqlite_where=sa.text('voided_at IS NULL AND waiting_due IS NOT NULL AND first_due IS NULL'), postgresql_where=sa.text('voided_at IS NULL AND waiting_due IS NOT NULL AND first_due IS NULL'))
    op.create_index(op.f('ix_complaint_earlier'), 'complaint', ['earlier'], unique=False)
    op.create_index(op.f('ix_complaint_first_due'), 'complaint', ['first_due'], unique=False)
    op.create_index(op.f('ix_complaint_first_kept'), 'complaint', ['first_kept'], unique=False)
    op.create_index(op.f('ix_complaint_handler_id'), 'complaint', ['handler_id'], unique=False)
    op.create_index(op.f('ix_complaint_item'), 'complaint', ['item'], unique=False)
    op.create_index(op.f('ix_complaint_known_customer_id_received_at'), 'complaint', ['known_customer_id', 'received_at'], unique=False)
    op.create_index(op.f('ix_complaint_known_phone'), 'complaint', ['known_phone'], unique=False)
    op.create_index(op.f('ix_complaint_last_contact_at'), 'complaint', ['last_contact_at'], unique=False)
    op.create_index(op.f('ix_complaint_next_due'), 'complaint', ['next_due'], unique=False)
    op.create_index(op.f('ix_complaint_old_refund'), 'complaint', ['old_refund'], unique=False)
    op.create_index(op.f('ix_complaint_order_id'), 'complaint', ['order_id'], unique=False)
    op.create_index(op.f('ix_complaint_order_line_id'), 'complaint', ['order_line_id'], unique=False)
    op.create_index(op.f('ix_complaint_order_number'), 'complaint', ['order_number'], unique=False)
    op.create_index(op.f('ix_complaint_overran_received_at'), 'complaint', ['overran', 'received_at'], unique=False)
    op.create_index(op.f('ix_complaint_owed_received_at'), 'complaint', ['owed', 'received_at'], unique=False)
    op.create_index(op.f('ix_complaint_platform'), 'complaint', ['platform'], unique=False)
    op.create_index(op.f('ix_complaint_product_id_received_at'), 'complaint', ['product_id', 'received_at'], unique=False)
    op.create_index(op.f('ix_complaint_promised_at'), 'complaint', ['promised_at'], unique=False)
    op.create_index(op.f('ix_complaint_received_at'), 'complaint', ['received_at'], unique=False)
    op.create_index(op.f('ix_complaint_received_by'), 'complaint', ['received_by'], unique=False)
    op.create_index(op.f('ix_complaint_received_on'), 'complaint', ['received_on'], unique=False)
    op.create_index(op.f('ix_complaint_reference'), 'complaint', ['reference'], unique=False)
    op.create_index(op.f('ix_complaint_refunded'), 'complaint', ['refunded'], unique=False)
    op.create_index(op.f('ix_complaint_remedy_kind'), 'complaint', ['remedy_kind'], unique=False)
    op.create_index(op.f('ix_complaint_reopened'), 'complaint', ['reopened'], unique=False)
    op.create_index(op.f('ix_complaint_resolve_due'), 'complaint', ['resolve_due'], unique=False)
    op.create_index(op.f('ix_complaint_resolve_kept'), 'complaint', ['resolve_kept'], unique=False)
    op.create_index(op.f('ix_complaint_responded_at'), 'complaint', ['responded_at'], unique=False)
    op.create_index(op.f('ix_complaint_root_cause'), 'complaint', ['root_cause'], unique=False)
    op.create_index(op.f('ix_complaint_same_product'), 'complaint', ['same_product'], unique=False)
    op.create_index(op.f('ix_complaint_satisfaction'), 'complaint', ['satisfaction'], unique=False)
    op.create_index(op.f('ix_complaint_severity'), 'complaint', ['severity'], unique=False)
    op.create_index(op.f('ix_complaint_sku'), 'complaint', ['sku'], unique=False)
    op.create_index(op.f('ix_complaint_status'), 'complaint', ['status'], unique=False)
    op.create_index(op.f('ix_complaint_status_received_at'), 'complaint', ['status', 'received_at'], unique=False)
    op.create_index(op.f('ix_complaint_timing'), 'complaint', ['timing'], unique=False)
    op.create_index(op.f('ix_complaint_timing_received_at'), 'complaint', ['timing', 'received_at'], unique=False)
    op.create_index(op.f('ix_complaint_undone_received_at'), 'complaint', ['undone', 'received_at'], unique=False)
    op.create_index(op.f('ix_complaint_validity'), 'complaint', ['validity'], unique=False)
    op.create_index(op.f('ix_complaint_voided_at'), 'complaint', ['voided_at'], unique=False, sqlite_where=sa.text('voided_at IS NOT NULL'), postgresql_where=sa.text('voided_at IS NOT NULL'))
    op.create_index(op.f('ix_complaint_waiting_due'), 'complaint', ['waiting_due'], unique=False)
    op.create_index(op.f('ix_complaint_waiting_since'), 'complaint', ['waiting_since'], unique=False)
    op.create_index(op.f('ix_complaint_waits_received_at'), 'complaint', ['waits', 'received_at'], unique=False)
    op.create_table('drill_event',
    sa.Column('drill_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.String(), nullable=True),
    sa.Column('what', sa.String(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['drill_id'], ['drill.id'], name=op.f('fk_drill_event_drill_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_drill_event'))
    )
    op.create_index(op.f('ix_drill_event_drill_id'), 'drill_event', ['drill_id'], unique=False)
    op.create_table('drill_person',
    sa.Column('drill_id', sa.Integer(), nullable=False),
    sa.Column('staff_id', sa.Integer(), nullable=True),
    sa.Column('name', sa.String(), nullable=True),
    sa.Column('role', sa.String(), nullable=True),
    sa.Column('present', sa.Boolean(), server_default='0', nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['drill_id'], ['drill.id'], name=op.f('fk_drill_person_drill_id')),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_drill_person_staff_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_drill_person'))
    )
    op.create_index(op.f('ix_drill_person_drill_id'), 'drill_person', ['drill_id'], unique=False)
    op.create_index(op.f('ix_drill_person_staff_id'), 'drill_person', ['staff_id'], unique=False)
    op.create_table('drill_problem',
    sa.Column('drill_id', sa.Integer(), nullable=False),
    sa.Column('problem', sa.String(), nullable=False),
    sa.Column('measure', sa.String(), nullable=True),
    sa.Column('owner_id', sa.Integer(), nullable=True),
    sa.Column('deadline', sa.Date(), nullable=True),
    sa.Column('followed', sa.String(), server_default='open', nullable=False),
    sa.Column('follow_note', sa.String(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['drill_id'], ['drill.id'], name=op.f('fk_drill_problem_drill_id')),
    sa.ForeignKeyConstraint(['owner_id'], ['staff.id'], name=op.f('fk_drill_problem_owner_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_drill_problem'))
    )
    op.create_index(op.f('ix_drill_problem_drill_id'), 'drill_problem', ['drill_id'], unique=False)
    op.create_index(op.f('ix_drill_problem_owner_id'), 'drill_problem', ['owner_id'], unique=False)
    op.create_table('drill_supply',
    sa.Column('drill_id', sa.Integer(), nullable=False),
    sa.Column('supply_id', sa.Integer(), nullable=True),
    sa.Column('item', sa.String(), nullable=True),
    sa.Column('quantity', sa.Integer(), nullable=True),
    sa.Column('note', sa.String(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['drill_id'], ['drill.id'], name=op.f('fk_drill_supply_drill_id')),
    sa.ForeignKeyConstraint(['supply_id'], ['plan_supply.id'], name=op.f('fk_drill_supply_supply_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_drill_supply'))
    )
    op.create_index(op.f('ix_drill_supply_drill_id'), 'drill_supply', ['drill_id'], unique=False)
    op.create_index(op.f('ix_drill_supply_supply_id'), 'drill_supply', ['supply_id'], unique=False)
    op.create_table('incident',
    sa.Column('number', sa.String(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('severity', sa.String(), server_default='minor', nullable=False),
    sa.Column('status', sa.String(), server_default='reported', nullable=False),
    sa.Column('happened_at', app.models.base.Instant(), nullable=True),
    sa.Column('found_at', app.models.base.Instant(), nullable=False),
    sa.Column('business_date', sa.Date(), nullable=True),
    sa.Column('place', sa.String(), nullable=True),
    sa.Column('found_by', sa.String(), nullable=True),
    sa.Column('owner_id', sa.Integer(), nullable=True),
    sa.Column('description', sa.String(), nullable=True),
    sa.Column('people_hurt', sa.Integer(), nullable=True),
    sa.Column('people_affected', sa.Integer(), nullable=True),
    sa.Column('loss', sa.Integer(), nullable=True),
    sa.Column('order_id', sa.Integer(), nullable=True),
    sa.Column('batch_id', sa.Integer(), nullable=True),
    sa.Column('customer_id', sa.Integer(), nullable=True),
    sa.Column('must_report', sa.Boolean(), nullable=True),
    sa.Column('authority', sa.String(), nullable=True),
    sa.Column('report_by', app.models.base.Instant(), nullable=True),
    sa.Column('reported_at', app.models.base.Instant(), nullable=True),
    sa.Column('report_no', sa.String(), nullable=True),
    sa.Column('tell_people', sa.Boolean(), nullable=True),
    sa.Column('people_by', app.models.base.Instant(), nullable=True),
    sa.Column('people_told_at', app.models.base.Instant(), nullable=True),
    sa.Column('not_told_reason', sa.String(), nullable=True),
    sa.Column('plan_id', sa.Integer(), nullable=True),
    sa.Column('plan_number', sa.String(), nullable=True),
    sa.Column('plan_name', sa.String(), nullable=True),
    sa.Column('edition', sa.Integer(), nullable=True),
    sa.Column('no_plan_reason', sa.String(), nullable=True),
    sa.Column('activated_at', app.models.base.Instant(), nullable=True),
    sa.Column('contained_at', app.models.base.Instant(), nullable=True),
    sa.Column('review_by', sa.Date(), nullable=True),
    sa.Column('closed_at', app.models.base.Instant(), nullable=True),
    sa.Column('cause', sa.String(), nullable=True),
    sa.Column('went_well', sa.String(), nullable=True),
    sa.Column('went_badly', sa.String(), nullable=True),
    sa.Column('lessons', sa.String(), nullable=True),
    sa.Column('steps', sa.Integer(), server_default='0', nullable=False),
    sa.Column('steps_left', sa.Integer(), server_default='0', nullable=False),
    sa.Column('calls', sa.Integer(), server_default='0', nullable=False),
    sa.Column('calls_left', sa.Integer(), server_default='0', nullable=False),
    sa.Column('reopen_reason', sa.String(), nullable=True),
    sa.Column('note', sa.String(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), server_default='1', nullable=False),
    sa.Column('created_at', app.models.base.Instant(), nullable=False),
    sa.Column('created_by', sa.String(), server_default='', nullable=False),
    sa.Column('updated_at', app.models.base.Instant(), nullable=False),
    sa.Column('voided_at', app.models.base.Instant(), nullable=True),
    sa.Column('void_reason', sa.String(), server_default='', nullable=False),
    sa.ForeignKeyConstraint(['batch_id'], ['batch.id'], name=op.f('fk_incident_batch_id')),
    sa.ForeignKeyConstraint(['customer_id'], ['customer.id'], name=op.f('fk_incident_customer_id')),
    sa.ForeignKeyConstraint(['order_id'], ['orders.id'], name=op.f('fk_incident_order_id')),
    sa.ForeignKeyConstraint(['owner_id'], ['staff.id'], name=op.f('fk_incident_owner_id')),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_incident_plan_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_incident')),
    sa.UniqueConstraint('number', name=op.f('uq_incident_number')),
    info={'due_indexes': True}
    )
    op.create_index(op.f('ix_incident_batch_id'), 'incident', ['batch_id'], unique=False)
    op.create_index(op.f('ix_incident_calls_left'), 'incident', ['calls_left'], unique=False)
    op.create_index(op.f('ix_incident_customer_id'), 'incident', ['customer_id'], unique=False)
    op.create_index('ix_incident_due_calls', 'incident', ['status', 'owner_id'], unique=False, sqlite_where=sa.text("voided_at IS NULL AND calls_left > 0 AND status IN ('responding', 'contained')"), postgresql_where=sa.text("voided_at IS NULL AND calls_left > 0 AND status IN ('responding', 'contained')"))
    op.create_index('ix_incident_due_people', 'incident', ['tell_people', 'calls', 'people_told_at', 'people_by', 'owner_id'], unique=False, sqlite_where=sa.text('voided_at IS NULL AND tell_people = 1 AND people_told_at IS NULL AND calls = 0'), postgresql_where=sa.text('voided_at IS NULL AND tell_people = 1 AND people_told_at IS NULL AND calls = 0'))
    op.create_index(op.f('ix_incident_found_at'), 'incident', ['found_at'], unique=False)
    op.create_index(op.f('ix_incident_kind'), 'incident', ['kind'], unique=False)
    op.create_index(op.f('ix_incident_loss'), 'incident', ['loss'], unique=False)
    op.create_index(op.f('ix_incident_must_report_reported_at_report_by'), 'incident', ['must_report', 'reported_at', 'report_by'], unique=False)
    op.create_index(op.f('ix_incident_order_id'), 'incident', ['order_id'], unique=False)
    op.create_index(op.f('ix_incident_owner_id'), 'incident', ['owner_id'], unique=False)
    op.create_index(op.f('ix_incident_place'), 'incident', ['place'], unique=False)
    op.create_index(op.f('ix_incident_plan_id'), 'incident', ['plan_id'], unique=False)
    op.create_index(op.f('ix_incident_report_by'), 'incident', ['report_by'], unique=False)
    op.create_index(op.f('ix_incident_severity'), 'incident', ['severity'], unique=False)
    op.create_index(op.f('ix_incident_status'), 'incident', ['status'], unique=False)
    op.create_index(op.f('ix_incident_status_calls_left'), 'incident', ['status', 'calls_left'], unique=False)
    op.create_index(op.f('ix_incident_status_found_at'), 'incident', ['status', 'found_at'], unique=False)
    op.create_index(op.f('ix_incident_status_review_by'), 'incident', ['status', 'review_by'], unique=False)
    op.create_index(op.f('ix_incident_steps_left'), 'incident', ['steps_left'], unique=False)
    op.create_index(op.f('ix_incident_tell_people_people_told_at_people_by'), 'incident', ['tell_people', 'people_told_at', 'people_by'], unique=False)
    op.create_index(op.f('ix_incident_title'), 'incident', ['title'], unique=False)
    op.create_index(op.f('ix_incident_voided_at'), 'incident', ['voided_at'], unique=False, sqlite_where=sa.text('voided_at IS NOT NULL'), postgresql_where=sa.text('voided_at IS NOT NULL'))
    op.create_table('quiz_result',
    sa.Column('staff_id', sa.Integer(), nullable=False),
    sa.Column('staff_name', sa.String(), nullable=False),
    sa.Column('quiz_id', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('course_id', sa.Integer(), nullable=True),
    sa.Column('session_id', sa.Integer(), nullable=True),
    sa.Column('started_at', app.models.base.Instant(), nullable=False),
    sa.Column('finished_at', app.models.base.Instant(), nullable=False),
    sa.Column('taken_on', sa.Date(), nullable=False),
    sa.Column('earned', sa.Integer(), nullable=False),
    sa.Column('points', sa.Integer(), nullable=False),
    sa.Column('score', sa.Integer(), nullable=False),
    sa.Column('pass_mark', sa.Integer(), nullable=False),
    sa.Column('verdict', sa.String(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), server_default='1', nullable=False),
    sa.Column('created_at', app.models.base.Instant(), nullable=False),
    sa.Column('created_by', sa.String(), server_default='', nullable=False),
    sa.Column('updated_at', app.models.base.Instant(), nullable=False),
    sa.Column('voided_at', app.models.base.Instant(), nullable=True),
    sa.Column('void_reason', sa.String(), server_default='', nullable=False),
    sa.ForeignKeyConstraint(['course_id'], ['course.id'], name=op.f('fk_quiz_result_course_id')),
    sa.ForeignKeyConstraint(['quiz_id'], ['quiz.id'], name=op.f('fk_quiz_result_quiz_id')),
    sa.ForeignKeyConstraint(['session_id'], ['training_session.id'], name=op.f('fk_quiz_result_session_id')),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_quiz_result_staff_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_quiz_result')),
    info={'due_indexes': True}
    )
    op.create_index(op.f('ix_quiz_result_course_id'), 'quiz_result', ['course_id'], unique=False)
    op.create_index(op.f('ix_quiz_result_finished_at'), 'quiz_result', ['finished_at'], unique=False)
    op.create_index(op.f('ix_quiz_result_pass_mark'), 'quiz_result', ['pass_mark'], unique=False)
    op.create_index(op.f('ix_quiz_result_quiz_id'), 'quiz_result', ['quiz_id'], unique=False)
    op.create_index(op.f('ix_quiz_result_score'), 'quiz_result', ['score'], unique=False)
    op.create_index(op.f('ix_quiz_result_session_id'), 'quiz_result', ['session_id'], unique=False)
    op.create_index(op.f('ix_quiz_result_staff_id'), 'quiz_result', ['staff_id'], unique=False)
    op.create_index(op.f('ix_quiz_result_staff_name'), 'quiz_result', ['staff_name'], unique=False)
    op.create_index(op.f('ix_quiz_result_taken_on'), 'quiz_result', ['taken_on'], unique=False)
    op.create_index(op.f('ix_quiz_result_title'), 'quiz_result', ['title'], unique=False)
    op.create_index(op.f('ix_quiz_result_verdict'), 'quiz_result', ['verdict'], unique=False)
    op.create_index(op.f('ix_quiz_result_voided_at'), 'quiz_result', ['voided_at'], unique=False, sqlite_where=sa.text('voided_at IS NOT NULL'), postgresql_where=sa.text('voided_at IS NOT NULL'))
    op.create_table('receipt_line',
    sa.Column('receipt_id', sa.Integer(), nullable=False),
    sa.Column('product_id', sa.Integer(), nullable=True),
    sa.Column('sku', sa.String(), nullable=True),
    sa.Column('product_name', sa.String(), nullable=True),
    sa.Column('options', sa.String(), nullable=True),
    sa.Column('unit', sa.String(), nullable=True),
    sa.Column('quantity', sa.Integer(), nullable=False),
    sa.Column('unit_cost', sa.Integer(), nullable=True),
    sa.Column('amount', sa.Integer(), server_default='0', nullable=False),
    sa.Column('batch_code', sa.String(), nullable=True),
    sa.Column('production_date', sa.Date(), nullable=True),
    sa.Column('shelf_life_days', sa.Integer(), nullable=True),
    sa.Column('expiry_date', sa.Date(), nullable=True),
    sa.Column('voucher', sa.String(), nullable=True),
    sa.Column('result', sa.String(), server_default='accepted', nullable=False),
    sa.Column('note', sa.String(), nullable=True),
    sa.Column('batch_id', sa.Integer(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['batch_id'], ['batch.id'], name=op.f('fk_receipt_line_batch_id')),
    sa.ForeignKeyConstraint(['product_id'], ['product.id'], name=op.f('fk_receipt_line_product_id')),
    sa.ForeignKeyConstraint(['receipt_id'], ['receipt.id'], name=op.f('fk_receipt_line_receipt_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_receipt_line'))
    )
    op.create_index(op.f('ix_receipt_line_batch_id'), 'receipt_line', ['batch_id'], unique=False)
    op.create_index(op.f('ix_receipt_line_product_id'), 'receipt_line', ['product_id'], unique=False)
    op.create_index(op.f('ix_receipt_line_receipt_id'), 'receipt_line', ['receipt_id'], unique=False)
    op.create_table('rectification',
    sa.Column('number', sa.String(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('finding', sa.String(), nullable=True),
    sa.Column('level', sa.String(), server_default='general', nullable=False),
    sa.Column('found_on', sa.Date(), nullable=False),
    sa.Column('found_by', sa.Integer(), nullable=True),
    sa.Column('unit_checked', sa.String(), nullable=True),
    sa.Column('place', sa.String(), nullable=True),
    sa.Column('clause', sa.String(), nullable=True),
    sa.Column('source', sa.String(), nullable=True),
    sa.Column('check_id', sa.Integer(), nullable=True),
    sa.Column('item_key', sa.String(), nullable=True),
    sa.Column('advice', sa.String(), nullable=True),
    sa.Column('requirement', sa.String(), nullable=True),
    sa.Column('standard', sa.String(), nullable=True),
    sa.Column('measure', sa.String(), nullable=True),
    sa.Column('owner_id', sa.Integer(), nullable=True),
    sa.Column('deadline', sa.Date(), nullable=True),
    sa.Column('first_deadline', sa.Date(), nullable=True),
    sa.Column('extended', sa.Integer(), nullable=True),
    sa.Column('cost', sa.BigInteger(), nullable=True),
    sa.Column('status', sa.String(), server_default='open', nullable=False),
    sa.Column('done_on', sa.Date(), nullable=True),
    sa.Column('done_by', sa.Integer(), nullable=True),
    sa.Column('done_what', sa.String(), nullable=True),
    sa.Column('reported_at', app.models.base.Instant(), nullable=True),
    sa.Column('recheck_on', sa.Date(), nullable=True),
    sa.Column('verifier_id', sa.Integer(), nullable=True),
    sa.Column('verified_on', sa.Date(), nullable=True),
    sa.Column('verdict', sa.String(), nullable=True),
    sa.Column('opinion', sa.String(), nullable=True),
    sa.Column('seen_at', app.models.base.Instant(), nullable=True),
    sa.Column('self_verified', sa.Boolean(), server_default='0', nullable=False),
    sa.Column('sent_back', sa.Integer(), nullable=True),
    sa.Column('repeat_of', sa.Integer(), nullable=True),
    sa.Column('repeats', sa.Integer(), nullable=True),
    sa.Column('cancelled_at', app.models.base.Instant(), nullable=True),
    sa.Column('cancel_reason', sa.String(), nullable=True),
    sa.Column('note', sa.String(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), server_default='1', nullable=False),
    sa.Column('created_at', app.models.base.Instant(), nullable=False),
    sa.Column('created_by', sa.String(), server_default='', nullable=False),
    sa.Column('updated_at', app.models.base.Instant(), nullable=False),
    sa.Column('voided_at', app.models.base.Instant(), nullable=True),
    sa.Column('void_reason', sa.String(), server_default='', nullable=False),
    sa.ForeignKeyConstraint(['check_id'], ['check_run.id'], name=op.f('fk_rectification_check_id')),
    sa.ForeignKeyConstraint(['done_by'], ['staff.id'], name=op.f('fk_rectification_done_by')),
    sa.ForeignKeyConstraint(['found_by'], ['staff.id'], name=op.f('fk_rectification_found_by')),
    sa.ForeignKeyConstraint(['owner_id'], ['staff.id'], name=op.f('fk_rectification_owner_id')),
    sa.ForeignKeyConstraint(['repeat_of'], ['rectification.id'], name=op.f('fk_rectification_repeat_of')),
    sa.ForeignKeyConstraint(['verifier_id'], ['staff.id'], name=op.f('fk_rectification_verifier_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_rectification')),
    info={'due_indexes': True}
    )
    op.create_index(op.f('ix_rectification_check_id'), 'rectification', ['check_id'], unique=False)
    op.create_index(op.f('ix_rectification_clause'), 'rectification', ['clause'], unique=False)
    op.create_index(op.f('ix_rectification_clause_place'), 'rectification', ['clause', 'place'], unique=False)
    op.create_index(op.f('ix_rectification_cost'), 'rectification', ['cost'], unique=False)
    op.create_index(op.f('ix_rectification_deadline'), 'rectification', ['deadline'], unique=False)
    op.create_index(op.f('ix_rectification_done_on'), 'rectification', ['done_on'], unique=False)
    op.create_index(op.f('ix_rectification_extended'), 'rectification', ['extended'], unique=False)
    op.create_index(op.f('ix_rectification_found_on'), 'rectification', ['found_on'], unique=False)
    op.create_index(op.f('ix_rectification_item_key_found_on'), 'rectification', ['item_key', 'found_on'], unique=False)
    op.create_index(op.f('ix_rectification_level'), 'rectification', ['level'], unique=False)
    op.create_index(op.f('ix_rectification_number'), 'rectification', ['number'], unique=False)
    op.create_index(op.f('ix_rectification_owner_id'), 'rectification', ['owner_id'], unique=False)
    op.create_index(op.f('ix_rectification_place'), 'rectification', ['place'], unique=False)
    op.create_index(op.f('ix_rectification_recheck_on'), 'rectification', ['recheck_on'], unique=False)
    op.create_index(op.f('ix_rectification_repeat_of'), 'rectification', ['repeat_of'], unique=False)
    op.create_index(op.f('ix_rectification_repeats'), 'rectification', ['repeats'], unique=False)
    op.create_index(op.f('ix_rectification_sent_back'), 'rectification', ['sent_back'], unique=False)
    op.create_index(op.f('ix_rectification_source'), 'rectification', ['source'], unique=False)
    op.create_index(op.f('ix_rectification_status'), 'rectification', ['status'], unique=False)
    op.create_index(op.f('ix_rectification_status_deadline'), 'rectification', ['status', 'deadline'], unique=False)
    op.create_index(op.f('ix_rectification_status_recheck_on'), 'rectification', ['status', 'recheck_on'], unique=False)
    op.create_index(op.f('ix_rectification_title'), 'rectification', ['title'], unique=False)
    op.create_index(op.f('ix_rectification_verified_on'), 'rectification', ['verified_on'], unique=False)
    op.create_index(op.f('ix_rectification_verifier_id'), 'rectification', ['verifier_id'], unique=False)
    op.create_index(op.f('ix_rectification_voided_at'), 'rectification', ['voided_at'], unique=False, sqlite_where=sa.text('voided_at IS NOT NULL'), postgresql_where=sa.text('voided_at IS NOT NULL'))
    op.create_table('stock_count_line',
    sa.Column('count_id', sa.Integer(), nullable=False),
    sa.Column('product_id', sa.Integer(), nullable=False),
    sa.Column('sku', sa.String(), nullable=False),
    sa.Column('product_name', sa.String(), nullable=False),
    sa.Column('batch_id', sa.Integer(), nullable=True),
    sa.Column('batch_code', sa.String(), nullable=True),
    sa.Column('expected', sa.Integer(), nullable=False),
    sa.Column('counted', sa.Integer(), nullable=True),
    sa.Column('counted_at', app.models.base.Instant(), nullable=True),
    sa.Column('difference', sa.Integer(), nullable=True),
    sa.Column('result', sa.String(), server_default='uncounted', nullable=False),
    sa.Column('reason', sa.String(), nullable=True),
    sa.Column('note', sa.String(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['batch_id'], ['batch.id'], name=op.f('fk_stock_count_line_batch_id')),
    sa.ForeignKeyConstraint(['count_id'], ['stock_count.id'], name=op.f('fk_stock_count_line_count_id')),
    sa.ForeignKeyConstraint(['product_id'], ['product.id'], name=op.f('fk_stock_count_line_product_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_stock_count_line'))
    )
    op.create_index(op.f('ix_stock_count_line_count_id'), 'stock_count_line', ['count_id'], unique=False)
    op.create_index(op.f('ix_stock_count_line_product_id'), 'stock_count_line', ['product_id'], unique=False)
    op.create_table('training_attendee',
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('staff_id', sa.Integer(), nullable=True),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('post', sa.String(), nullable=True),
    sa.Column('phone', sa.String(), nullable=True),
    sa.Column('attendance', sa.String(), server_default='invited', nullable=False),
    sa.Column('signed', sa.Boolean(), server_default='0', nullable=False),
    sa.Column('score', sa.Integer(), nullable=True),
    sa.Column('minutes', sa.Integer(), nullable=True),
    sa.Column('outcome', sa.String(), server_default='open', nullable=False),
    sa.Column('note', sa.String(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['session_id'], ['training_session.id'], name=op.f('fk_training_attendee_session_id')),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_training_attendee_staff_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_training_attendee'))
    )
    op.create_index(op.f('ix_training_attendee_session_id'), 'training_attendee', ['session_id'], unique=False)
    op.create_index(op.f('ix_training_attendee_staff_id'), 'training_attendee', ['staff_id'], unique=False)
    op.create_table('training_evaluation',
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(), nullable=True),
    sa.Column('trained_on', sa.Date(), nullable=True),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('owner_id', sa.Integer(), nullable=True),
    sa.Column('reaction', sa.Integer(), nullable=True),
    sa.Column('reaction_note', sa.String(), nullable=True),
    sa.Column('learning', sa.String(), nullable=True),
    sa.Column('learning_note', sa.String(), nullable=True),
    sa.Column('behaviour', sa.Integer(), nullable=True),
    sa.Column('behaviour_note', sa.String(), nullable=True),
    sa.Column('figure', sa.String(), nullable=True),
    sa.Column('window_days', sa.Integer(), server_default='28', nullable=False),
    sa.Column('definition', sa.String(), nullable=True),
    sa.Column('before_words', sa.String(), nullable=True),
    sa.Column('after_words', sa.String(), nullable=True),
    sa.Column('before_hits', sa.Integer(), nullable=True),
    sa.Column('before_of', sa.Integer(), nullable=True),
    sa.Column('after_hits', sa.Integer(), nullable=True),
    sa.Column('after_of', sa.Integer(), nullable=True),
    sa.Column('before_from', sa.Date(), nullable=True),
    sa.Column('after_to', sa.Date(), nullable=True),
    sa.Column('trend', sa.String(), server_default='unknown', nullable=False),
    sa.Column('results_note', sa.String(), nullable=True),
    sa.Column('conclusion', sa.String(), nullable=True),
    sa.Column('next_step', sa.String(), nullable=True),
    sa.Column('early_reason', sa.String(), nullable=True),
    sa.Column('status', sa.String(), server_default='planned', nullable=False),
    sa.Column('completed_at', app.models.base.Instant(), nullable=True),
    sa.Column('skip_reason', sa.String(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), server_default='1', nullable=False),
    sa.Column('created_at', app.models.base.Instant(), nullable=False),
    sa.Column('created_by', sa.String(), server_default='', nullable=False),
    sa.Column('updated_at', app.models.base.Instant(), nullable=False),
    sa.Column('voided_at', app.models.base.Instant(), nullable=True),
    sa.Column('void_reason', sa.String(), server_default='', nullable=False),
    sa.ForeignKeyConstraint(['owner_id'], ['staff.id'], name=op.f('fk_training_evaluation_owner_id')),
    sa.ForeignKeyConstraint(['session_id'], ['training_session.id'], name=op.f('fk_training_evaluation_session_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_training_evaluation')),
    info={'due_indexes': True}
    )
    op.create_index(op.f('ix_training_evaluation_behaviour'), 'training_evaluation', ['behaviour'], unique=False)
    op.create_index(op.f('ix_training_evaluation_conclusion'), 'training_evaluation', ['conclusion'], unique=False)
    op.create_index(op.f('ix_training_evaluation_due_on'), 'training_evaluation', ['due_on'], unique=False)
    op.create_index(op.f('ix_training_evaluation_owner_id'), 'training_evaluation', ['owner_id'], unique=False)
    op.create_index(op.f('ix_training_evaluation_reaction'), 'training_evaluation', ['reaction'], unique=False)
    op.create_index(op.f('ix_training_evaluation_session_id'), 'training_evaluation', ['session_id'], unique=False)
    op.create_index(op.f('ix_training_evaluation_status'), 'training_evaluation', ['status'], unique=False)
    op.create_index(op.f('ix_training_evaluation_status_due_on'), 'training_evaluation', ['status', 'due_on'], unique=False)
    op.create_index(op.f('ix_training_evaluation_title'), 'training_evaluation', ['title'], unique=False)
    op.create_index(op.f('ix_training_evaluation_trained_on'), 'training_evaluation', ['trained_on'], unique=False)
    op.create_index(op.f('ix_training_evaluation_trend'), 'training_evaluation', ['trend'], unique=False)
    op.create_index(op.f('ix_training_evaluation_voided_at'), 'training_evaluation', ['voided_at'], unique=False, sqlite_where=sa.text('voided_at IS NOT NULL'), postgresql_where=sa.text('voided_at IS NOT NULL'))
    op.create_table('training_plan',
    sa.Column('year', sa.String(), nullable=False),
    sa.Column('post', sa.String(), nullable=True),
    sa.Column('course_id', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(), nullable=True),
    sa.Column('month', sa.Integer(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('minutes', sa.Integer(), nullable=True),
    sa.Column('trainer', sa.String(), nullable=True),
    sa.Column('owner_id', sa.Integer(), nullable=True),
    sa.Column('status', sa.String(), server_default='draft', nullable=False),
    sa.Column('approved_on', sa.Date(), nullable=True),
    sa.Column('approved_by', sa.String(), nullable=True),
    sa.Column('session_id', sa.Integer(), nullable=True),
    sa.Column('done_on', sa.Date(), nullable=True),
    sa.Column('drop_reason', sa.String(), nullable=True),
    sa.Column('note', sa.String(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), server_default='1', nullable=False),
    sa.Column('created_at', app.models.base.Instant(), nullable=False),
    sa.Column('created_by', sa.String(), server_default='', nullable=False),
    sa.Column('updated_at', app.models.base.Instant(), nullable=False),
    sa.Column('voided_at', app.models.base.Instant(), nullable=True),
    sa.Column('void_reason', sa.String(), server_default='', nullable=False),
    sa.ForeignKeyConstraint(['course_id'], ['course.id'], name=op.f('fk_training_plan_course_id')),
    sa.ForeignKeyConstraint(['owner_id'], ['staff.id'], name=op.f('fk_training_plan_owner_id')),
    sa.ForeignKeyConstraint(['session_id'], ['training_session.id'], name=op.f('fk_training_plan_session_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_training_plan')),
    info={'due_indexes': True}
    )
    op.create_index(op.f('ix_training_plan_course_id'), 'training_plan', ['course_id'], unique=False)
    op.create_index(op.f('ix_training_plan_done_on'), 'training_plan', ['done_on'], unique=False)
    op.create_index(op.f('ix_training_plan_due_on'), 'training_plan', ['due_on'], unique=False)
    op.create_index(op.f('ix_training_plan_minutes'), 'training_plan', ['minutes'], unique=False)
    op.create_index(op.f('ix_training_plan_month'), 'training_plan', ['month'], unique=False)
    op.create_index(op.f('ix_training_plan_owner_id'), 'training_plan', ['owner_id'], unique=False)
    op.create_index(op.f('ix_training_plan_post'), 'training_plan', ['post'], unique=False)
    op.create_index(op.f('ix_training_plan_session_id'), 'training_plan', ['session_id'], unique=False)
    op.create_index(op.f('ix_training_plan_status'), 'training_plan', ['status'], unique=False)
    op.create_index(op.f('ix_training_plan_status_due_on'), 'training_plan', ['status', 'due_on'], unique=False)
    op.create_index(op.f('ix_training_plan_title'), 'training_plan', ['title'], unique=False)
    op.create_index(op.f('ix_training_plan_trainer'), 'training_plan', ['trainer'], unique=False)
    op.create_index(op.f('ix_training_plan_voided_at'), 'training_plan', ['voided_at'], unique=False, sqlite_where=sa.text('voided_at IS NOT NULL'), postgresql_where=sa.text('voided_at IS NOT NULL'))
    op.create_index(op.f('ix_training_plan_year'), 'training_plan', ['year'], unique=False)
    op.create_table('assignment',
    sa.Column('staff_id', sa.Integer(), nullable=False),
    sa.Column('staff_name', sa.String(), nullable=True),
    sa.Column('course_id', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(), nullable=True),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('why', sa.String(), server_default='by_hand', nullable=False),
    sa.Column('status', sa.String(), server_default='open', nullable=False),
    sa.Column('done_on', sa.Date(), nullable=True),
    sa.Column('session_id', sa.Integer(), nullable=True),
    sa.Column('certificate_id', sa.Integer(), nullable=True),
    sa.Column('waive_reason', sa.String(), nullable=True),
    sa.Column('note', sa.String(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), server_default='1', nullable=False),
    sa.Column('created_at', app.models.base.Instant(), nullable=False),
    sa.Column('created_by', sa.String(), server_default='', nullable=False),
    sa.Column('updated_at', app.models.base.Instant(), nullable=False),
    sa.Column('voided_at', app.models.base.Instant(), nullable=True),
    sa.Column('void_reason', sa.String(), server_default='', nullable=False),
    sa.ForeignKeyConstraint(['certificate_id'], ['certificate.id'], name=op.f('fk_assignment_certificate_id')),
    sa.ForeignKeyConstraint(['course_id'], ['course.id'], name=op.f('fk_assignment_course_id')),
    sa.ForeignKeyConstraint(['session_id'], ['training_session.id'], name=op.f('fk_assignment_session_id')),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_assignment_staff_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_assignment')),
    info={'due_indexes': True}
    )
    op.create_index(op.f('ix_assignment_certificate_id'), 'assignment', ['certificate_id'], unique=False)
    op.create_index(op.f('ix_assignment_course_id'), 'assignment', ['course_id'], unique=False)
    op.create_index(op.f('ix_assignment_done_on'), 'assignment', ['done_on'], unique=False)
    op.create_index(op.f('ix_assignment_due_on'), 'assignment', ['due_on'], unique=False)
    op.create_index(op.f('ix_assignment_session_id'), 'assignment', ['session_id'], unique=False)
    op.create_index(op.f('ix_assignment_staff_id'), 'assignment', ['staff_id'], unique=False)
    op.create_index(op.f('ix_assignment_staff_id_course_id_status'), 'assignment', ['staff_id', 'course_id', 'status'], unique=False)
    op.create_index(op.f('ix_assignment_staff_name'), 'assignment', ['staff_name'], unique=False)
    op.create_index(op.f('ix_assignment_status'), 'assignment', ['status'], unique=False)
    op.create_index(op.f('ix_assignment_status_due_on'), 'assignment', ['status', 'due_on'], unique=False)
    op.create_index(op.f('ix_assignment_title'), 'assignment', ['title'], unique=False)
    op.create_index(op.f('ix_assignment_voided_at'), 'assignment', ['voided_at'], unique=False, sqlite_where=sa.text('voided_at IS NOT NULL'), postgresql_where=sa.text('voided_at IS NOT NULL'))
    op.create_index(op.f('ix_assignment_why'), 'assignment', ['why'], unique=False)
    op.create_table('check_answer',
    sa.Column('check_id', sa.Integer(), nullable=False),
    sa.Column('item_id', sa.Integer(), nullable=False),
    sa.Column('section', sa.String(), nullable=True),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('standard', sa.String(), nullable=True),
    sa.Column('method', sa.String(), nullable=True),
    sa.Column('kind', sa.String(), server_default='judge', nullable=False),
    sa.Column('low', sa.BigInteger(), nullable=True),
    sa.Column('high', sa.BigInteger(), nullable=True),
    sa.Column('unit', sa.String(), nullable=True),
    sa.Column('photo_needed', sa.Boolean(), server_default='0', nullable=True),
    sa.Column('weight', sa.Integer(), server_default='1', nullable=True),
    sa.Column('critical', sa.Boolean(), server_default='0', nullable=True),
    sa.Column('clause', sa.String(), nullable=True),
    sa.Column('measure', sa.String(), nullable=True),
    sa.Column('result', sa.String(), nullable=True),
    sa.Column('reading', sa.BigInteger(), nullable=True),
    sa.Column('said', sa.String(), nullable=True),
    sa.Column('note', sa.String(), nullable=True),
    sa.Column('photos', sa.Integer(), server_default='0', nullable=False),
    sa.Column('owner_id', sa.Integer(), nullable=True),
    sa.Column('deadline', sa.Date(), nullable=True),
    sa.Column('level', sa.String(), nullable=True),
    sa.Column('cost', sa.BigInteger(), nullable=True),
    sa.Column('rectification_id', sa.Integer(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['check_id'], ['check_run.id'], name=op.f('fk_check_answer_check_id')),
    sa.ForeignKeyConstraint(['owner_id'], ['staff.id'], name=op.f('fk_check_answer_owner_id')),
    sa.ForeignKeyConstraint(['rectification_id'], ['rectification.id'], name=op.f('fk_check_answer_rectification_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_check_answer'))
    )
    op.create_index(op.f('ix_check_answer_check_id'), 'check_answer', ['check_id'], unique=False)
    op.create_index(op.f('ix_check_answer_rectification_id'), 'check_answer', ['rectification_id'], unique=False)
    op.create_table('complaint_clock',
    sa.Column('complaint_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('turn', sa.Integer(), nullable=False),
    sa.Column('unit', sa.String(), nullable=False),
    sa.Column('amount', sa.Integer(), nullable=False),
    sa.Column('fixed_on', sa.Date(), nullable=True),
    sa.Column('started_at', app.models.base.Instant(), nullable=False),
    sa.Column('due_at', app.models.base.Instant(), nullable=False),
    sa.Column('paused_at', app.models.base.Instant(), nullable=True),
    sa.Column('stopped_at', app.models.base.Instant(), nullable=True),
    sa.Column('breached_at', app.models.base.Instant(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['complaint_id'], ['complaint.id'], name=op.f('fk_complaint_clock_complaint_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_complaint_clock'))
    )
    op.create_index(op.f('ix_complaint_clock_complaint_id'), 'complaint_clock', ['complaint_id'], unique=False)
    op.create_index(op.f('ix_complaint_clock_stopped_at_paused_at_breached_at_due_at'), 'complaint_clock', ['stopped_at', 'paused_at', 'breached_at', 'due_at'], unique=False)
    op.create_table('complaint_contact',
    sa.Column('complaint_id', sa.Integer(), nullable=False),
    sa.Column('at', app.models.base.Instant(), nullable=False),
    sa.Column('direction', sa.String(), nullable=False),
    sa.Column('channel', sa.String(), nullable=False),
    sa.Column('who', sa.String(), nullable=True),
    sa.Column('said', sa.String(), nullable=False),
    sa.Column('recorded_at', app.models.base.Instant(), nullable=False),
    sa.Column('recorded_by', sa.String(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['complaint_id'], ['complaint.id'], name=op.f('fk_complaint_contact_complaint_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_complaint_contact'))
    )
    op.create_index(op.f('ix_complaint_contact_complaint_id'), 'complaint_contact', ['complaint_id'], unique=False)
    op.create_table('complaint_pause',
    sa.Column('complaint_id', sa.Integer(), nullable=False),
    sa.Column('clock', sa.String(), nullable=False),
    sa.Column('turn', sa.Integer(), nullable=False),
    sa.Column('from_at', app.models.base.Instant(), nullable=False),
    sa.Column('to_at', app.models.base.Instant(), nullable=True),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('why', sa.String(), nullable=True),
    sa.Column('by', sa.String(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['complaint_id'], ['complaint.id'], name=op.f('fk_complaint_pause_complaint_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_complaint_pause'))
    )
    op.create_index(op.f('ix_complaint_pause_complaint_id'), 'complaint_pause', ['complaint_id'], unique=False)
    op.create_table('incident_call',
    sa.Column('incident_id', sa.Integer(), nullable=False),
    sa.Column('customer_id', sa.Integer(), nullable=True),
    sa.Column('order_id', sa.Integer(), nullable=False),
    sa.Column('buyer_name', sa.String(), nullable=True),
    sa.Column('order_numbers', sa.String(), nullable=False),
    sa.Column('pieces', sa.Integer(), nullable=False),
    sa.Column('result', sa.String(), server_default='open', nullable=False),
    sa.Column('tries', sa.Integer(), server_default='0', nullable=False),
    sa.Column('called_at', app.models.base.Instant(), nullable=True),
    sa.Column('called_by', sa.String(), nullable=True),
    sa.Column('note', sa.String(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['customer_id'], ['customer.id'], name=op.f('fk_incident_call_customer_id')),
    sa.ForeignKeyConstraint(['incident_id'], ['incident.id'], name=op.f('fk_incident_call_incident_id')),
    sa.ForeignKeyConstraint(['order_id'], ['orders.id'], name=op.f('fk_incident_call_order_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_incident_call'))
    )
    op.create_index(op.f('ix_incident_call_incident_id'), 'incident_call', ['incident_id'], unique=False)
    op.create_table('incident_event',
    sa.Column('incident_id', sa.Integer(), nullable=False),
    sa.Column('at', app.models.base.Instant(), nullable=False),
    sa.Column('what', sa.String(), nullable=False),
    sa.Column('written_at', app.models.base.Instant(), nullable=False),
    sa.Column('written_by', sa.String(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['incident_id'], ['incident.id'], name=op.f('fk_incident_event_incident_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_incident_event'))
    )
    op.create_index(op.f('ix_incident_event_incident_id'), 'incident_event', ['incident_id'], unique=False)
    op.create_table('incident_step',
    sa.Column('incident_id', sa.Integer(), nullable=False),
    sa.Column('trigger', sa.String(), nullable=True),
    sa.Column('who', sa.String(), nullable=True),
    sa.Column('action', sa.String(), nullable=False),
    sa.Column('place', sa.String(), nullable=True),
    sa.Column('minutes', sa.Integer(), nullable=True),
    sa.Column('result', sa.String(), server_default='open', nullable=False),
    sa.Column('done_at', app.models.base.Instant(), nullable=True),
    sa.Column('done_by', sa.String(), nullable=True),
    sa.Column('note', sa.String(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['incident_id'], ['incident.id'], name=op.f('fk_incident_step_incident_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_incident_step'))
    )
    op.create_index(op.f('ix_incident_step_incident_id'), 'incident_step', ['incident_id'], unique=False)
    op.create_table('quiz_answer',
    sa.Column('result_id', sa.Integer(), nullable=False),
    sa.Column('question_id', sa.Integer(), nullable=True),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('question', sa.String(), nullable=False),
    sa.Column('options', sa.String(), nullable=True),
    sa.Column('given', sa.String(), nullable=True),
    sa.Column('answer', sa.String(), nullable=False),
    sa.Column('correct', sa.Boolean(), nullable=False),
    sa.Column('earned', sa.Integer(), nullable=False),
    sa.Column('points', sa.Integer(), nullable=False),
    sa.Column('explanation', sa.String(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['question_id'], ['question.id'], name=op.f('fk_quiz_answer_question_id')),
    sa.ForeignKeyConstraint(['result_id'], ['quiz_result.id'], name=op.f('fk_quiz_answer_result_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_quiz_answer'))
    )
    op.create_index(op.f('ix_quiz_answer_question_id'), 'quiz_answer', ['question_id'], unique=False)
    op.create_index(op.f('ix_quiz_answer_result_id'), 'quiz_answer', ['result_id'], unique=False)
    op.create_table('rectification_extension',
    sa.Column('rectification_id', sa.Integer(), nullable=False),
    sa.Column('at', app.models.base.Instant(), nullable=False),
    sa.Column('old_deadline', sa.Date(), nullable=True),
    sa.Column('new_deadline', sa.Date(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('by', sa.String(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['rectification_id'], ['rectification.id'], name=op.f('fk_rectification_extension_rectification_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_rectification_extension'))
    )
    op.create_index(op.f('ix_rectification_extension_rectification_id'), 'rectification_extension', ['rectification_id'], unique=False)
    op.create_table('rectification_recheck',
    sa.Column('rectification_id', sa.Integer(), nullable=False),
    sa.Column('checked_on', sa.Date(), nullable=False),
    sa.Column('verifier_id', sa.Integer(), nullable=True),
    sa.Column('verdict', sa.String(), nullable=False),
    sa.Column('opinion', sa.String(), nullable=True),
    sa.Column('self_verified', sa.Boolean(), server_default='0', nullable=False),
    sa.Column('done_on', sa.Date(), nullable=True),
    sa.Column('done_by', sa.Integer(), nullable=True),
    sa.Column('done_what', sa.String(), nullable=True),
    sa.Column('recorded_at', app.models.base.Instant(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['done_by'], ['staff.id'], name=op.f('fk_rectification_recheck_done_by')),
    sa.ForeignKeyConstraint(['rectification_id'], ['rectification.id'], name=op.f('fk_rectification_recheck_rectification_id')),
    sa.ForeignKeyConstraint(['verifier_id'], ['staff.id'], name=op.f('fk_rectification_recheck_verifier_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_rectification_recheck'))
    )
    op.create_index(op.f('ix_rectification_recheck_rectification_id'), 'rectification_recheck', ['rectification_id'], unique=False)
    op.create_table('remedy',
    sa.Column('number', sa.String(), nullable=False),
    sa.Column('order_id', sa.Integer(), nullable=False),
    sa.Column('complaint_id', sa.Integer(), nullable=True),
    sa.Column('order_number', sa.String(), nullable=False),
    sa.Column('platform', sa.String(), nullable=False),
    sa.Column('platform_order_id', sa.String(), nullable=True),
    sa.Column('customer_id', sa.Integer(), nullable=True),
    sa.Column('buyer_name', sa.String(), nullable=True),
    sa.Column('phone', sa.String(), nullable=True),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('goods', sa.Boolean(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('told', sa.String(), nullable=True),
    sa.Column('requested_at', app.models.base.Instant(), nullable=False),
    sa.Column('business_date', sa.Date(), nullable=False),
    sa.Column('handler_id', sa.Integer(), nullable=True),
    sa.Column('status', sa.String(), server_default='requested', nullable=False),
    sa.Column('due_at', app.models.base.Instant(), nullable=True),
    sa.Column('promised_by', sa.Date(), nullable=True),
    sa.Column('delay_on', sa.Date(), nullable=False),
    sa.Column('signed_on', sa.Date(), nullable=True),
    sa.Column('no_reason_until', sa.Date(), nullable=True),
    sa.Column('seven_day', sa.Boolean(), nullable=False),
    sa.Column('excepted', sa.String(), server_default='none', nullable=False),
    sa.Column('decided_at', app.models.base.Instant(), nullable=True),
    sa.Column('decided_by', sa.String(), nullable=True),
    sa.Column('refuse_basis', sa.String(), nullable=True),
    sa.Column('refuse_reason', sa.String(), nullable=True),
    sa.Column('postage_by', sa.String(), nullable=True),
    sa.Column('carrier', sa.String(), nullable=True),
    sa.Column('waybill', sa.String(), nullable=True),
    sa.Column('sent_at', app.models.base.Instant(), nullable=True),
    sa.Column('received_on', sa.Date(), nullable=True),
    sa.Column('received_by', sa.String(), nullable=True),
    sa.Column('refund_by', sa.Date(), nullable=True),
    sa.Column('inspected_at', app.models.base.Instant(), nullable=True),
    sa.Column('inspected_by', sa.String(), nullable=True),
    sa.Column('inspect_note', sa.String(), nullable=True),
    sa.Column('photos', sa.Integer(), nullable=True),
    sa.Column('held', sa.String(), server_default='none', nullable=False),
    sa.Column('held_at', app.models.base.Instant(), nullable=True),
    sa.Column('held_note', sa.String(), nullable=True),
    sa.Column('currency', sa.String(), nullable=False),
    sa.Column('collect', sa.Integer(), server_default='0', nullable=False),
    sa.Column('goods_refund', sa.Integer(), server_default='0', nullable=False),
    sa.Column('postage_refund', sa.Integer(), nullable=True),
    sa.Column('refund_amount', sa.Integer(), server_default='0', nullable=False),
    sa.Column('refund_recorded', sa.Integer(), server_default='0', nullable=False),
    sa.Column('return_postage', sa.Integer(), nullable=True),
    sa.Column('compensation', sa.Integer(), nullable=True),
    sa.Column('compensation_for', sa.String(), nullable=True),
    sa.Column('payment_method', sa.String(), nullable=True),
    sa.Column('payment_no', sa.String(), nullable=True),
    sa.Column('out_carrier', sa.String(), nullable=True),
    sa.Column('out_waybill', sa.String(), nullable=True),
    sa.Column('settled_at', app.models.base.Instant(), nullable=True),
    sa.Column('settled_by', sa.String(), nullable=True),
    sa.Column('refund_days', sa.Integer(), nullable=True),
    sa.Column('customer_answer', sa.String(), nullable=True),
    sa.Column('answer_note', sa.String(), nullable=True),
    sa.Column('closed_at', app.models.base.Instant(), nullable=True),
    sa.Column('closed_by', sa.String(), nullable=True),
    sa.Column('cancelled_at', app.models.base.Instant(), nullable=True),
    sa.Column('cancel_reason', sa.String(), nullable=True),
    sa.Column('reversed_at', app.models.base.Instant(), nullable=True),
    sa.Column('reverse_reason', sa.String(), nullable=True),
    sa.Column('items', sa.String(), server_default='', nullable=False),
    sa.Column('quantity', sa.Integer(), server_default='0', nullable=False),
    sa.Column('note', sa.String(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), server_default='1', nullable=False),
    sa.Column('created_at', app.models.base.Instant(), nullable=False),
    sa.Column('created_by', sa.String(), server_default='', nullable=False),
    sa.Column('updated_at', app.models.base.Instant(), nullable=False),
    sa.Column('voided_at', app.models.base.Instant(), nullable=True),
    sa.Column('void_reason', sa.String(), server_default='', nullable=False),
    sa.ForeignKeyConstraint(['complaint_id'], ['complaint.id'], name=op.f('fk_remedy_complaint_id')),
    sa.ForeignKeyConstraint(['customer_id'], ['customer.id'], name=op.f('fk_remedy_customer_id')),
    sa.ForeignKeyConstraint(['handler_id'], ['staff.id'], name=op.f('fk_remedy_handler_id')),
    sa.ForeignKeyConstraint(['order_id'], ['orders.id'], name=op.f('fk_remedy_order_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_remedy')),
    sa.UniqueConstraint('number', name=op.f('uq_remedy_number')),
    info={'due_indexes': True}
    )
    op.create_index(op.f('ix_remedy_business_date'), 'remedy', ['business_date'], unique=False)
    op.create_index(op.f('ix_remedy_buyer_name'), 'remedy', ['buyer_name'], unique=False)
    op.create_index(op.f('ix_remedy_compensation'), 'remedy', ['compensation'], unique=False)
    op.create_index(op.f('ix_remedy_complaint_id'), 'remedy', ['complaint_id'], unique=False)
    op.create_index(op.f('ix_remedy_currency'), 'remedy', ['currency'], unique=False)
    op.create_index(op.f('ix_remedy_customer_id'), 'remedy', ['customer_id'], unique=False)
    op.create_index(op.f('ix_remedy_due_at'), 'remedy', ['due_at'], unique=False)
    op.create_index(op.f('ix_remedy_handler_id'), 'remedy', ['handler_id'], unique=False)
    op.create_index(op.f('ix_remedy_held'), 'remedy', ['held'], unique=False)
    op.create_index(op.f('ix_remedy_items'), 'remedy', ['items'], unique=False)
    op.create_index(op.f('ix_remedy_kind'), 'remedy', ['kind'], unique=False)
    op.create_index(op.f('ix_remedy_order_id'), 'remedy', ['order_id'], unique=False)
    op.create_index(op.f('ix_remedy_order_number'), 'remedy', ['order_number'], unique=False)
    op.create_index(op.f('ix_remedy_platform'), 'remedy', ['platform'], unique=False)
    op.create_index(op.f('ix_remedy_promised_by'), 'remedy', ['promised_by'], unique=False)
    op.create_index(op.f('ix_remedy_quantity'), 'remedy', ['quantity'], unique=False)
    op.create_index(op.f('ix_remedy_reason'), 'remedy', ['reason'], unique=False)
    op.create_index(op.f('ix_remedy_received_on'), 'remedy', ['received_on'], unique=False)
    op.create_index(op.f('ix_remedy_refund_amount'), 'remedy', ['refund_amount'], unique=False)
    op.create_index(op.f('ix_remedy_refund_days'), 'remedy', ['refund_days'], unique=False)
    op.create_index(op.f('ix_remedy_requested_at'), 'remedy', ['requested_at'], unique=False)
    op.create_index(op.f('ix_remedy_settled_at'), 'remedy', ['settled_at'], unique=False)
    op.create_index(op.f('ix_remedy_seven_day'), 'remedy', ['seven_day'], unique=False)
    op.create_index(op.f('ix_remedy_status'), 'remedy', ['status'], unique=False)
    op.create_index(op.f('ix_remedy_status_due_at'), 'remedy', ['status', 'due_at'], unique=False)
    op.create_index(op.f('ix_remedy_voided_at'), 'remedy', ['voided_at'], unique=False, sqlite_where=sa.text('voided_at IS NOT NULL'), postgresql_where=sa.text('voided_at IS NOT NULL'))
    op.create_index(op.f('ix_remedy_waybill'), 'remedy', ['waybill'], unique=False)
    op.create_table('check_photo',
    sa.Column('attachment_id', sa.Integer(), nullable=False),
    sa.Column('check_id', sa.Integer(), nullable=False),
    sa.Column('answer_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['answer_id'], ['check_answer.id'], name=op.f('fk_check_photo_answer_id')),
    sa.ForeignKeyConstraint(['attachment_id'], ['attachment.id'], name=op.f('fk_check_photo_attachment_id')),
    sa.ForeignKeyConstraint(['check_id'], ['check_run.id'], name=op.f('fk_check_photo_check_id')),
    sa.PrimaryKeyConstraint('attachment_id', name=op.f('pk_check_photo'))
    )
    op.create_index(op.f('ix_check_photo_answer_id'), 'check_photo', ['answer_id'], unique=False)
    op.create_index(op.f('ix_check_photo_check_id'), 'check_photo', ['check_id'], unique=False)
    op.create_table('payment',
    sa.Column('number', sa.String(), nullable=False),
    sa.Column('order_id', sa.Integer(), nullable=False),
    sa.Column('order_number', sa.String(), nullable=False),
    sa.Column('platform', sa.String(), nullable=False),
    sa.Column('customer_id', sa.Integer(), nullable=True),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('amount', sa.Integer(), nullable=False),
    sa.Column('currency', sa.String(), nullable=False),
    sa.Column('method', sa.String(), nullable=True),
    sa.Column('reference', sa.String(), nullable=True),
    sa.Column('at', app.models.base.Instant(), nullable=False),
    sa.Column('business_date', sa.Date(), nullable=False),
    sa.Column('reason', sa.String(), nullable=True),
    sa.Column('remedy_id', sa.Integer(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), server_default='1', nullable=False),
    sa.Column('created_at', app.models.base.Instant(), nullable=False),
    sa.Column('created_by', sa.String(), server_default='', nullable=False),
    sa.Column('updated_at', app.models.base.Instant(), nullable=False),
    sa.Column('voided_at', app.models.base.Instant(), nullable=True),
    sa.Column('void_reason', sa.String(), server_default='', nullable=False),
    sa.ForeignKeyConstraint(['customer_id'], ['customer.id'], name=op.f('fk_payment_customer_id')),
    sa.ForeignKeyConstraint(['order_id'], ['orders.id'], name=op.f('fk_payment_order_id')),
    sa.ForeignKeyConstraint(['remedy_id'], ['remedy.id'], name=op.f('fk_payment_remedy_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_payment')),
    sa.UniqueConstraint('number', name=op.f('uq_payment_number')),
    info={'due_indexes': True}
    )
    op.create_index(op.f('ix_payment_amount'), 'payment', ['amount'], unique=False)
    op.create_index(op.f('ix_payment_at'), 'payment', ['at'], unique=False)
    op.create_index(op.f('ix_payment_business_date'), 'payment', ['business_date'], unique=False)
    op.create_index(op.f('ix_payment_currency'), 'payment', ['currency'], unique=False)
    op.create_index(op.f('ix_payment_customer_id'), 'payment', ['customer_id'], unique=False)
    op.create_index(op.f('ix_payment_kind'), 'payment', ['kind'], unique=False)
    op.create_index(op.f('ix_payment_kind_at'), 'payment', ['kind', 'at'], unique=False)
    op.create_index(op.f('ix_payment_method'), 'payment', ['method'], unique=False)
    op.create_index(op.f('ix_payment_order_id'), 'payment', ['order_id'], unique=False)
    op.create_index(op.f('ix_payment_order_number'), 'payment', ['order_number'], unique=False)
    op.create_index(op.f('ix_payment_platform'), 'payment', ['platform'], unique=False)
    op.create_index(op.f('ix_payment_reference'), 'payment', ['reference'], unique=False)
    op.create_index(op.f('ix_payment_remedy_id'), 'payment', ['remedy_id'], unique=False)
    op.create_index(op.f('ix_payment_voided_at'), 'payment', ['voided_at'], unique=False, sqlite_where=sa.text('voided_at IS NOT NULL'), postgresql_where=sa.text('voided_at IS NOT NULL'))
    op.create_table('remedy_line',
    sa.Column('remedy_id', sa.Integer(), nullable=False),
    sa.Column('order_line_id', sa.Integer(), nullable=False),
    sa.Column('product_id', sa.Integer(), nullable=True),
    sa.Column('sku', sa.String(), nullable=True),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('options', sa.String(), nullable=True),
    sa.Column('sold', sa.Integer(), nullable=False),
    sa.Column('quantity', sa.Integer(), nullable=False),
    sa.Column('unit_price', sa.Integer(), nullable=False),
    sa.Column('refund', sa.Integer(), server_default='0', nullable=False),
    sa.Column('difference', sa.Integer(), server_default='0', nullable=False),
    sa.Column('replacement_id', sa.Integer(), nullable=True),
    sa.Column('exception', sa.String(), nullable=True),
    sa.Column('confirmed', sa.Boolean(), nullable=True),
    sa.Column('received', sa.Integer(), nullable=True),
    sa.Column('restocked', sa.Integer(), server_default='0', nullable=False),
    sa.Column('held', sa.Integer(), server_default='0', nullable=False),
    sa.Column('scrapped', sa.Integer(), server_default='0', nullable=False),
    sa.Column('posted', sa.Integer(), server_default='0', nullable=False),
    sa.Column('called_off', sa.Integer(), server_default='0', nullable=False),
    sa.Column('batch_code', sa.String(), nullable=True),
    sa.Column('note', sa.String(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['product_id'], ['product.id'], name=op.f('fk_remedy_line_product_id')),
    sa.ForeignKeyConstraint(['remedy_id'], ['remedy.id'], name=op.f('fk_remedy_line_remedy_id')),
    sa.ForeignKeyConstraint(['replacement_id'], ['product.id'], name=op.f('fk_remedy_line_replacement_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_remedy_line'))
    )
    op.create_index(op.f('ix_remedy_line_order_line_id'), 'remedy_line', ['order_line_id'], unique=False)
    op.create_index(op.f('ix_remedy_line_product_id'), 'remedy_line', ['product_id'], unique=False)
    op.create_index(op.f('ix_remedy_line_remedy_id'), 'remedy_line', ['remedy_id'], unique=False)
    op.create_table('shipment',
    sa.Column('number', sa.String(), nullable=False),
    sa.Column('order_id', sa.Integer(), nullable=False),
    sa.Column('order_number', sa.String(), nullable=False),
    sa.Column('platform', sa.String(), nullable=False),
    sa.Column('customer_id', sa.Integer(), nullable=True),
    sa.Column('buyer_name', sa.String(), nullable=True),
    sa.Column('phone', sa.String(), nullable=True),
    sa.Column('address', sa.String(), nullable=True),
    sa.Column('carrier', sa.String(), nullable=True),
    sa.Column('carrier_name', sa.String(), nullable=True),
    sa.Column('waybill', sa.String(), nullable=True),
    sa.Column('status', sa.String(), server_default='shipped', nullable=False),
    sa.Column('shipped_at', app.models.base.Instant(), nullable=False),
    sa.Column('business_date', sa.Date(), nullable=False),
    sa.Column('delivered_at', app.models.base.Instant(), nullable=True),
    sa.Column('cancelled_at', app.models.base.Instant(), nullable=True),
    sa.Column('cancel_reason', sa.String(), nullable=True),
    sa.Column('items', sa.String(), nullable=False),
    sa.Column('quantity', sa.Integer(), nullable=False),
    sa.Column('postage', sa.Integer(), nullable=True),
    sa.Column('override_reason', sa.String(), nullable=True),
    sa.Column('remedy_id', sa.Integer(), nullable=True),
    sa.Column('note', sa.String(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), server_default='1', nullable=False),
    sa.Column('created_at', app.models.base.Instant(), nullable=False),
    sa.Column('created_by', sa.String(), server_default='', nullable=False),
    sa.Column('updated_at', app.models.base.Instant(), nullable=False),
    sa.Column('voided_at', app.models.base.Instant(), nullable=True),
    sa.Column('void_reason', sa.String(), server_default='', nullable=False),
    sa.ForeignKeyConstraint(['customer_id'], ['customer.id'], name=op.f('fk_shipment_customer_id')),
    sa.ForeignKeyConstraint(['order_id'], ['orders.id'], name=op.f('fk_shipment_order_id')),
    sa.ForeignKeyConstraint(['remedy_id'], ['remedy.id'], name=op.f('fk_shipment_remedy_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_shipment')),
    sa.UniqueConstraint('number', name=op.f('uq_shipment_number')),
    info={'due_indexes': True}
    )
    op.create_index(op.f('ix_shipment_business_date'), 'shipment', ['business_date'], unique=False)
    op.create_index(op.f('ix_shipment_buyer_name'), 'shipment', ['buyer_name'], unique=False)
    op.create_index(op.f('ix_shipment_carrier'), 'shipment', ['carrier'], unique=False)
    op.create_index(op.f('ix_shipment_customer_id'), 'shipment', ['customer_id'], unique=False)
    op.create_index(op.f('ix_shipment_delivered_at'), 'shipment', ['delivered_at'], unique=False)
    op.create_index(op.f('ix_shipment_items'), 'shipment', ['items'], unique=False)
    op.create_index(op.f('ix_shipment_order_id'), 'shipment', ['order_id'], unique=False)
    op.create_index(op.f('ix_shipment_order_number'), 'shipment', ['order_number'], unique=False)
    op.create_index(op.f('ix_shipment_platform'), 'shipment', ['platform'], unique=False)
    op.create_index(op.f('ix_shipment_postage'), 'shipment', ['postage'], unique=False)
    op.create_index(op.f('ix_shipment_quantity'), 'shipment', ['quantity'], unique=False)
    op.create_index(op.f('ix_shipment_remedy_id'), 'shipment', ['remedy_id'], unique=False)
    op.create_index(op.f('ix_shipment_shipped_at'), 'shipment', ['shipped_at'], unique=False)
    op.create_index(op.f('ix_shipment_status'), 'shipment', ['status'], unique=False)
    op.create_index(op.f('ix_shipment_status_shipped_at'), 'shipment', ['status', 'shipped_at'], unique=False)
    op.create_index(op.f('ix_shipment_voided_at'), 'shipment', ['voided_at'], unique=False, sqlite_where=sa.text('voided_at IS NOT NULL'), postgresql_where=sa.text('voided_at IS NOT NULL'))
    op.create_index(op.f('ix_shipment_waybill'), 'shipment', ['waybill'], unique=False)
    op.create_table('shipment_line',
    sa.Column('shipment_id', sa.Integer(), nullable=False),
    sa.Column('order_line_id', sa.Integer(), nullable=True),
    sa.Column('product_id', sa.Integer(), nullable=True),
    sa.Column('sku', sa.String(), nullable=True),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('options', sa.String(), nullable=True),
    sa.Column('quantity', sa.Integer(), nullable=False),
    sa.Column('batch_id', sa.Integer(), nullable=True),
    sa.Column('batch_code', sa.String(), nullable=True),
    sa.Column('expiry_date', sa.Date(), nullable=True),
    sa.Column('tracked', sa.Boolean(), server_default='0', nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['batch_id'], ['batch.id'], name=op.f('fk_shipment_line_batch_id')),
    sa.ForeignKeyConstraint(['product_id'], ['product.id'], name=op.f('fk_shipment_line_product_id')),
    sa.ForeignKeyConstraint(['shipment_id'], ['shipment.id'], name=op.f('fk_shipment_line_shipment_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_shipment_line'))
    )
    op.create_index(op.f('ix_shipment_line_batch_id'), 'shipment_line', ['batch_id'], unique=False)
    op.create_index(op.f('ix_shipment_line_order_line_id'), 'shipment_line', ['order_line_id'], unique=False)
    op.create_index(op.f('ix_shipment_line_shipment_id'), 'shipment_line', ['shipment_id'], unique=False)
    op.create_table('stock_movement',
    sa.Column('at', app.models.base.Instant(), nullable=False),
    sa.Column('business_date', sa.Date(), nullable=False),
    sa.Column('product_id', sa.Integer(), nullable=False),
    sa.Column('sku', sa.String(), nullable=False),
    sa.Column('batch_id', sa.Integer(), nullable=True),
    sa.Column('batch_code', sa.String(), nullable=True),
    sa.Column('on_hand', sa.Integer(), nullable=False),
    sa.Column('reserved', sa.Integer(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('order_id', sa.Integer(), nullable=True),
    sa.Column('line_id', sa.Integer(), nullable=True),
    sa.Column('shipment_id', sa.Integer(), nullable=True),
    sa.Column('receipt_id', sa.Integer(), nullable=True),
    sa.Column('count_id', sa.Integer(), nullable=True),
    sa.Column('remedy_id', sa.Integer(), nullable=True),
    sa.Column('document', sa.String(), nullable=False),
    sa.Column('note', sa.String(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), server_default='1', nullable=False),
    sa.Column('created_at', app.models.base.Instant(), nullable=False),
    sa.Column('created_by', sa.String(), server_default='', nullable=False),
    sa.Column('updated_at', app.models.base.Instant(), nullable=False),
    sa.Column('voided_at', app.models.base.Instant(), nullable=True),
    sa.Column('void_reason', sa.String(), server_default='', nullable=False),
    sa.ForeignKeyConstraint(['batch_id'], ['batch.id'], name=op.f('fk_stock_movement_batch_id')),
    sa.ForeignKeyConstraint(['count_id'], ['stock_count.id'], name=op.f('fk_stock_movement_count_id')),
    sa.ForeignKeyConstraint(['order_id'], ['orders.id'], name=op.f('fk_stock_movement_order_id')),
    sa.ForeignKeyConstraint(['product_id'], ['product.id'], name=op.f('fk_stock_movement_product_id')),
    sa.ForeignKeyConstraint(['receipt_id'], ['receipt.id'], name=op.f('fk_stock_movement_receipt_id')),
    sa.ForeignKeyConstraint(['remedy_id'], ['remedy.id'], name=op.f('fk_stock_movement_remedy_id')),
    sa.ForeignKeyConstraint(['shipment_id'], ['shipment.id'], name=op.f('fk_stock_movement_shipment_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_stock_movement')),
    info={'due_indexes': True}
    )
    op.create_index(op.f('ix_stock_movement_at'), 'stock_movement', ['at'], unique=False)
    op.create_index(op.f('ix_stock_movement_batch_id'), 'stock_movement', ['batch_id'], unique=False, sqlite_where=sa.text('batch_id IS NOT NULL'), postgresql_where=sa.text('batch_id IS NOT NULL'))
    op.create_index(op.f('ix_stock_movement_count_id'), 'stock_movement', ['count_id'], unique=False, sqlite_where=sa.text('count_id IS NOT NULL'), postgresql_where=sa.text('count_id IS NOT NULL'))
    op.create_index(op.f('ix_stock_movement_order_id'), 'stock_movement', ['order_id'], unique=False, sqlite_where=sa.text('order_id IS NOT NULL'), postgresql_where=sa.text('order_id IS NOT NULL'))
    op.create_index(op.f('ix_stock_movement_product_id_at'), 'stock_movement', ['product_id', 'at'], unique=False)
    op.create_index(op.f('ix_stock_movement_receipt_id'), 'stock_movement', ['receipt_id'], unique=False, sqlite_where=sa.text('receipt_id IS NOT NULL'), postgresql_where=sa.text('receipt_id IS NOT NULL'))
    op.create_index(op.f('ix_stock_movement_remedy_id'), 'stock_movement', ['remedy_id'], unique=False, sqlite_where=sa.text('remedy_id IS NOT NULL'), postgresql_where=sa.text('remedy_id IS NOT NULL'))
    op.create_index(op.f('ix_stock_movement_shipment_id'), 'stock_movement', ['shipment_id'], unique=False, sqlite_where=sa.text('shipment_id IS NOT NULL'), postgresql_where=sa.text('shipment_id IS NOT NULL'))
    op.create_index(op.f('ix_stock_movement_voided_at'), 'stock_movement', ['voided_at'], unique=False, sqlite_where=sa.text('voided_at IS NOT NULL'), postgresql_where=sa.text('voided_at IS NOT NULL'))
    op.execute("CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END")
    op.execute("CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END")
    op.execute("CREATE TRIGGER audit_in_order BEFORE INSERT ON audit WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM audit) BEGIN SELECT RAISE(ABORT, 'the audit log takes the next sequence only'); END")
    op.execute("CREATE VIRTUAL TABLE search USING fts5(words, content='', contentless_delete=1, tokenize='ascii', detail='none')")
