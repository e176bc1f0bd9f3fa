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
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), server_default='1', nullable=False),
    sa.Column('created_at', app.models.base.Instant(), nullable=False),
    sa.Column('created_by', sa.String(), server_default='', nullable=False),
    sa.Column('updated_at', app.models.base.Instant(), nullable=False),
    sa.Column('voided_at', app.models.base.Instant(), nullable=True),
    sa.Column('void_reason', sa.String(), server_default='', nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_customer'))
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
    op.create_table('staff',
    sa.Column('number', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('post', sa.String(), nullable=True),
    sa.Column('login', sa.String(), nullable=True),
    sa.Column('phone', sa.String(), nullable=True),
    sa.Column('emergency_contact', sa.String(), nullable=True),
    sa.Column('emergency_phone', sa.String(), nullable=True),
    sa.Column('joined_on', sa.Date(), nullable=True),
    sa.Column('contract_end', sa.Date(), nullable=True),
    sa.Column('left_on', sa.Date(), nullable=True),
    sa.Column('status', sa.String(), server_default='active', nullable=False),
    sa.Column('note', sa.String(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), server_default='1', nullable=False),
    sa.Column('created_at', app.models.base.Instant(), nullable=False),
    sa.Column('created_by', sa.String(), server_default='', nullable=False),
    sa.Column('updated_at', app.models.base.Instant(), nullable=False),
    sa.Column('voided_at', app.models.base.Instant(), nullable=True),
    sa.Column('void_reason', sa.String(), server_default='', nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_staff'))
    )
    op.create_index(op.f('ix_staff_contract_end'), 'staff', ['contract_end'], unique=False)
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
    sa.UniqueConstraint('number', name=op.f('uq_stock_count_number'))
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
    sa.PrimaryKeyConstraint('id', name=op.f('pk_supplier'))
    )
    op.create_index(op.f('ix_supplier_contact'), 'supplier', ['contact'], unique=False)
    op.create_index(op.f('ix_supplier_goods'), 'supplier', ['goods'], unique=False)
    op.create_index(op.f('ix_supplier_last_receipt_on'), 'supplier', ['last_receipt_on'], unique=False)
    op.create_index(op.f('ix_supplier_licence_expiry'), 'supplier', ['licence_expiry'], unique=False)
    op.create_index(op.f('ix_supplier_licence_no'), 'supplier', ['licence_no'], unique=False)
    op.create_index(op.f('ix_supplier_name'), 'supplier', ['name'], unique=False)
    op.create_index(op.f('ix_supplier_phone'), 'supplier', ['phone'], unique=False)
    op.create_index(op.f('ix_supplier_voided_at'), 'supplier', ['voided_at'], unique=False, sqlite_where=sa.text('voided_at IS NOT NULL'), postgresql_where=sa.text('voided_at IS NOT NULL'))
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
    sa.UniqueConstraint('platform', 'platform_order_id', name=op.f('uq_orders_platform_platform_order_id'))
    )
    op.create_index(op.f('ix_orders_business_date'), 'orders', ['business_date'], unique=False)
    op.create_index(op.f('ix_orders_buyer_name'), 'orders', ['buyer_name'], unique=False)
    op.create_index(op.f('ix_orders_customer_id'), 'orders', ['customer_id'], unique=False)
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
    op.create_index(op.f('ix_orders_total'), 'orders', ['total'], unique=False)
    op.create_index(op.f('ix_orders_voided_at'), 'orders', ['voided_at'], unique=False, sqlite_where=sa.text('voided_at IS NOT NULL'), postgresql_where=sa.text('voided_at IS NOT NULL'))
    op.create_index(op.f('ix_orders_waybills'), 'orders', ['waybills'], unique=False)
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
    sa.Column('supplier_id', sa.Integer(), nullable=True),
    sa.Column('brand', sa.String(), nullable=True),
    sa.Column('tags', sa.String(), nullable=True),
    sa.Column('listing_text', sa.String(), nullable=True),
    sa.Column('wording', sa.String(), server_default='clear', nullable=False),
    sa.Column('status', sa.String(), server_default='on_sale', nullable=False),
    sa.Column('on_hand', sa.Integer(), server_default='0', nullable=False),
    sa.Column('reserved', sa.Integer(), server_default='0', nullable=False),
    sa.Column('available', sa.Integer(), server_default='0', nullable=False),
    sa.Column('next_expiry', sa.Date(), nullable=True),
    sa.Column('tracked_since', app.models.base.Instant(), nullable=True),
    sa.Column('note', sa.String(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), server_default='1', nullable=False),
    sa.Column('created_at', app.models.base.Instant(), nullable=False),
    sa.Column('created_by', sa.String(), server_default='', nullable=False),
    sa.Column('updated_at', app.models.base.Instant(), nullable=False),
    sa.Column('voided_at', app.models.base.Instant(), nullable=True),
    sa.Column('void_reason', sa.String(), server_default='', nullable=False),
    sa.ForeignKeyConstraint(['supplier_id'], ['supplier.id'], name=op.f('fk_product_supplier_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_product')),
    sa.UniqueConstraint('sku', name=op.f('uq_product_sku'))
    )
    op.create_index(op.f('ix_product_available'), 'product', ['available'], unique=False)
    op.create_index(op.f('ix_product_barcode'), 'product', ['barcode'], unique=False)
    op.create_index(op.f('ix_product_brand'), 'product', ['brand'], unique=False)
    op.create_index(op.f('ix_product_category'), 'product', ['category'], unique=False)
    op.create_index(op.f('ix_product_cost'), 'product', ['cost'], unique=False)
    op.create_index(op.f('ix_product_low_stock'), 'product', ['low_stock'], unique=False)
    op.create_index(op.f('ix_product_name'), 'product', ['name'], unique=False)
    op.create_index(op.f('ix_product_next_expiry'), 'product', ['next_expiry'], unique=False)
    op.create_index(op.f('ix_product_on_hand'), 'product', ['on_hand'], unique=False)
    op.create_index(op.f('ix_product_price'), 'product', ['price'], unique=False)
    op.create_index(op.f('ix_product_reserved'), 'product', ['reserved'], unique=False)
    op.create_index(op.f('ix_product_status'), 'product', ['status'], unique=False)
    op.create_index(op.f('ix_product_supplier_id'), 'product', ['supplier_id'], unique=False)
    op.create_index(op.f('ix_product_voided_at'), 'product', ['voided_at'], unique=False, sqlite_where=sa.text('voided_at IS NOT NULL'), postgresql_where=sa.text('voided_at IS NOT NULL'))
    op.create_index(op.f('ix_product_wording'), 'product', ['wording'], unique=False)
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
    sa.UniqueConstraint('number', name=op.f('uq_receipt_number'))
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
    sa.Column('item_key', sa.String(), nullable=True),
    sa.Column('requirement', sa.String(), nullable=True),
    sa.Column('standard', sa.String(), nullable=True),
    sa.Column('measure', sa.String(), nullable=True),
    sa.Column('owner_id', sa.Integer(), nullable=True),
    sa.Column('deadline', sa.Date(), nullable=True),
    sa.Column('first_deadline', sa.Date(), nullable=True),
    sa.Column('extended', sa.Integer(), server_default='0', nullable=False),
    sa.Column('cost', sa.BigInteger(), nullable=True),
    sa.Column('status', sa.String(), server_default='open', nullable=False),
    sa.Column('done_on', sa.Date(), nullable=True),
    sa.Column('done_by', sa.Integer(), nullable=True),
    sa.Column('done_what', sa.String(), nullable=True),
    sa.Column('recheck_on', sa.Date(), nullable=True),
    sa.Column('verifier_id', sa.Integer(), nullable=True),
    sa.Column('verified_on', sa.Date(), nullable=True),
    sa.Column('verdict', sa.String(), nullable=True),
    sa.Column('opinion', sa.String(), nullable=True),
    sa.Column('self_verified', sa.Boolean(), server_default='0', nullable=False),
    sa.Column('sent_back', sa.Integer(), server_default='0', nullable=False),
    sa.Column('repeat_of', sa.Integer(), nullable=True),
    sa.Column('repeats', sa.Integer(), server_default='0', nullable=False),
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
    sa.ForeignKeyConstraint(['done_by'], ['staff.id'], name=op.f('fk_rectification_done_by')),
    sa.ForeignKeyConstraint(['found_by'], ['staff.id'], name=op.f('fk_rectification_found_by')),
    sa.ForeignKeyConstraint(['owner_id'], ['staff.id'], name=op.f('fk_rectification_owner_id')),
    sa.ForeignKeyConstraint(['repeat_of'], ['rectification.id'], name=op.f('fk_rectification_repeat_of')),
    sa.ForeignKeyConstraint(['verifier_id'], ['staff.id'], name=op.f('fk_rectification_verifier_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_rectification'))
    )
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
    sa.UniqueConstraint('product_id', 'code', name=op.f('uq_batch_product_id_code'))
    )
    op.create_index(op.f('ix_batch_code'), 'batch', ['code'], unique=False)
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
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['order_id'], ['orders.id'], name=op.f('fk_order_line_order_id')),
    sa.ForeignKeyConstraint(['product_id'], ['product.id'], name=op.f('fk_order_line_product_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_order_line'))
    )
    op.create_index(op.f('ix_order_line_order_id'), 'order_line', ['order_id'], unique=False)
    op.create_index(op.f('ix_order_line_product_id'), 'order_line', ['product_id'], unique=False)
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
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), server_default='1', nullable=False),
    sa.Column('created_at', app.models.base.Instant(), nullable=False),
    sa.Column('created_by', sa.String(), server_default='', nullable=False),
    sa.Column('updated_at', app.models.base.Instant(), nullable=False),
    sa.Column('voided_at', app.models.base.Instant(), nullable=True),
    sa.Column('void_reason', sa.String(), server_default='', nullable=False),
    sa.ForeignKeyConstraint(['customer_id'], ['customer.id'], name=op.f('fk_payment_customer_id')),
    sa.ForeignKeyConstraint(['order_id'], ['orders.id'], name=op.f('fk_payment_order_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_payment')),
    sa.UniqueConstraint('number', name=op.f('uq_payment_number'))
    )
    op.create_index(op.f('ix_payment_amount'), 'payment', ['amount'], unique=False)
    op.create_index(op.f('ix_payment_at'), 'payment', ['at'], unique=False)
    op.create_index(op.f('ix_payment_business_date'), 'payment', ['business_date'], unique=False)
    op.create_index(op.f('ix_payment_customer_id'), 'payment', ['customer_id'], unique=False)
    op.create_index(op.f('ix_payment_kind'), 'payment', ['kind'], unique=False)
    op.create_index(op.f('ix_payment_kind_at'), 'payment', ['kind', 'at'], unique=False)
    op.create_index(op.f('ix_payment_method'), 'payment', ['method'], unique=False)
    op.create_index(op.f('ix_payment_order_id'), 'payment', ['order_id'], unique=False)
    op.create_index(op.f('ix_payment_order_number'), 'payment', ['order_number'], unique=False)
    op.create_index(op.f('ix_payment_platform'), 'payment', ['platform'], unique=False)
    op.create_index(op.f('ix_payment_reference'), 'payment', ['reference'], unique=False)
    op.create_index(op.f('ix_payment_voided_at'), 'payment', ['voided_at'], unique=False, sqlite_where=sa.text('voided_at IS NOT NULL'), postgresql_where=sa.text('voided_at IS NOT NULL'))
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
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['done_by'], ['staff.id'], name=op.f('fk_rectification_recheck_done_by')),
    sa.ForeignKeyConstraint(['rectification_id'], ['rectification.id'], name=op.f('fk_rectification_recheck_rectification_id')),
    sa.ForeignKeyConstraint(['verifier_id'], ['staff.id'], name=op.f('fk_rectification_recheck_verifier_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_rectification_recheck'))
    )
    op.create_index(op.f('ix_rectification_recheck_rectification_id'), 'rectification_recheck', ['rectification_id'], unique=False)
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
    sa.PrimaryKeyConstraint('id', name=op.f('pk_shipment')),
    sa.UniqueConstraint('number', name=op.f('uq_shipment_number'))
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
    op.create_index(op.f('ix_shipment_shipped_at'), 'shipment', ['shipped_at'], unique=False)
    op.create_index(op.f('ix_shipment_status'), 'shipment', ['status'], unique=False)
    op.create_index(op.f('ix_shipment_status_shipped_at'), 'shipment', ['status', 'shipped_at'], unique=False)
    op.create_index(op.f('ix_shipment_voided_at'), 'shipment', ['voided_at'], unique=False, sqlite_where=sa.text('voided_at IS NOT NULL'), postgresql_where=sa.text('voided_at IS NOT NULL'))
    op.create_index(op.f('ix_shipment_waybill'), 'shipment', ['waybill'], unique=False)
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
    op.create_table('stock_count_line',
    sa.Column('count_id', sa.Integer(), nullable=False),
    sa.Column('product_id', sa.Integer(), nullable=False),
    sa.Column('sku', sa.String(), nullable=False),
    sa.Column('product_name', sa.String(), nullable=False),
    sa.Column('batch_id', sa.Integer(), nullable=True),
    sa.Column('batch_code', sa.String(), nullable=True),
    sa.Column('expected', sa.Integer(), nullable=False),
    sa.Column('counted', sa.Integer(), nullable=True),
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
    sa.ForeignKeyConstraint(['shipment_id'], ['shipment.id'], name=op.f('fk_stock_movement_shipment_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_stock_movement'))
    )
    op.create_index(op.f('ix_stock_movement_at'), 'stock_movement', ['at'], unique=False)
    op.create_index(op.f('ix_stock_movement_batch_id'), 'stock_movement', ['batch_id'], unique=False, sqlite_where=sa.text('batch_id IS NOT NULL'), postgresql_where=sa.text('batch_id IS NOT NULL'))
    op.create_index(op.f('ix_stock_movement_count_id'), 'stock_movement', ['count_id'], unique=False, sqlite_where=sa.text('count_id IS NOT NULL'), postgresql_where=sa.text('count_id IS NOT NULL'))
    op.create_index(op.f('ix_stock_movement_order_id'), 'stock_movement', ['order_id'], unique=False, sqlite_where=sa.text('order_id IS NOT NULL'), postgresql_where=sa.text('order_id IS NOT NULL'))
    op.create_index(op.f('ix_stock_movement_product_id_at'), 'stock_movement', ['product_id', 'at'], unique=False)
    op.create_index(op.f('ix_stock_movement_receipt_id'), 'stock_movement', ['receipt_id'], unique=False, sqlite_where=sa.text('receipt_id IS NOT NULL'), postgresql_where=sa.text('receipt_id IS NOT NULL'))
    op.create_index(op.f('ix_stock_movement_shipment_id'), 'stock_movement', ['shipment_id'], unique=False, sqlite_where=sa.text('shipment_id IS NOT NULL'), postgresql_where=sa.text('shipment_id IS NOT NULL'))
    op.create_index(op.f('ix_stock_movement_voided_at'), 'stock_movement', ['voided_at'], unique=False, sqlite_where=sa.text('voided_at IS NOT NULL'), postgresql_where=sa.text('voided_at IS NOT NULL'))
    op.execute("CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END")
    op.execute("CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END")
    op.execute("CREATE TRIGGER audit_in_order BEFORE INSERT ON audit WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM audit) BEGIN SELECT RAISE(ABORT, 'the audit log takes the next sequence only'); END")
    op.execute("CREATE VIRTUAL TABLE search USING fts5(words, content='', contentless_delete=1, tokenize='ascii', detail='none')")
