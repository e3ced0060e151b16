using Kirana.Operate.Records;

namespace Kirana.Pipelines.Import;

/// <summary>The names exports give to the fields of each kind of record. Of several that fit, the first listed wins.</summary>
internal static class FieldSynonyms
{
    private const string Items = "item itemid product productid sku stockcode articleid article asin itemcode productcode itemno itemnumber variantid goodsid";
    private const string Users = "user userid customerid customer visitorid visitor memberid clientid accountid shopperid shopper buyerid buyer custid customerno personid";
    private const string Titles = "title description itemname productname itemtitle producttitle itemdescription productdescription name";
    private const string Places = "location locationid store storeid country region shopid branch warehouse market";
    private const string Channels = "channel saleschannel";
    private const string Currencies = "currency currencycode";

    private static readonly Dictionary<string, (string Field, string[] Names)[]> Table = new(StringComparer.Ordinal)
    {
        [RecordKinds.Events.Name] =
        [
            Entry("id", "eventid lineid orderlineid orderitemid id"),
            Entry("time", "time timestamp datetime eventtime invoicedate orderdate purchasedate transactiondate eventtimestamp orderdatetime orderpurchasetimestamp createdat created occurredat ts date day"),
            Entry("kind", "kind event eventtype eventname action activity behavior behaviour interaction type"),
            Entry("user", Users),
            Entry("session", "session sessionid usersession invoiceno invoice invoiceid invoicenumber orderid orderno ordernumber order basketid basket transactionid transaction cartid visitid"),
            Entry("item", Items),
            Entry("quantity", "quantity qty units count"),
            Entry("unit_price", "unitprice price itemprice saleprice sellprice priceperunit priceeach"),
            Entry("currency", Currencies),
            Entry("value", "value linetotal linevalue total totalprice lineamount amount revenue"),
            Entry("location", Places),
            Entry("channel", Channels),
            Entry("list", "list listid recommendationid"),
            Entry("position", "position rank slot"),
            Entry("query", "query searchterm searchquery keywords"),
            Entry("reverses", "reverses reversalof refundof originaleventid"),
            Entry("title", Titles),
            Entry("rating", "rating stars overall reviewrating ratingvalue starrating reviewscore userrating"),
            Entry("seconds", "seconds dwell dwelltime dwellseconds timeonpage timespent duration viewtime"),
        ],
        [RecordKinds.Items.Name] =
        [
            Entry("id", Items + " id"),
            Entry("valid_from", "validfrom"),
            Entry("kind", "kind itemkind"),
            Entry("title", Titles),
            Entry("category", "category categorypath categoryname productcategory itemcategory categorycode categoryid department producttype"),
            Entry("brand", "brand brandname manufacturer vendor maker"),
            Entry("price", "price listprice unitprice"),
            Entry("unit_cost", "unitcost cost purchaseprice"),
            Entry("currency", Currencies),
            Entry("launched", "launched launchdate introduced firstday"),
            Entry("retired", "retired discontinued lastday"),
        ],
        [RecordKinds.Users.Name] =
        [
            Entry("id", Users + " id"),
            Entry("consent", "consent optin marketingconsent gdprconsent"),
        ],
        [RecordKinds.Sales.Name] =
        [
            Entry("item", Items),
            Entry("date", "date day week salesdate saledate"),
            Entry("location", Places),
            Entry("channel", Channels),
            Entry("units", "units unitssold unitsales sold quantity qty demand sales"),
            Entry("revenue", "revenue turnover weeklysales amount value"),
            Entry("price", "price unitprice sellprice"),
            Entry("promotion", "promotion promotionid promo promoid"),
            Entry("stock_out", "stockout outofstock oos"),
        ],
        [RecordKinds.Stock.Name] =
        [
            Entry("item", Items),
            Entry("time", "time date day timestamp counted countedat asof"),
            Entry("location", Places),
            Entry("on_hand", "onhand stockonhand stock inventory available quantityonhand"),
            Entry("on_order", "onorder ordered intransit quantityonorder"),
            Entry("lead_time", "leadtime leadtimedays"),
        ],
        [RecordKinds.Prices.Name] =
        [
            Entry("item", Items),
            Entry("valid_from", "validfrom from since effectivefrom effectivedate startdate"),
            Entry("price", "price unitprice sellprice"),
            Entry("currency", Currencies),
            Entry("location", Places),
            Entry("channel", Channels),
            Entry("promotion", "promotion promotionid promo promoid"),
        ],
    };

    /// <summary>The fields of a kind with their names, each stripped as <see cref="Strip"/> strips a column's.</summary>
    /// <param name="kind">The kind of record.</param>
    public static IReadOnlyList<(string Field, string[] Names)> Of(RecordKind kind) => Table[kind.Name];

    /// <summary>A name without case and anything but letters and digits: <c>Invoice No.</c> and <c>invoice_no</c> are one.</summary>
    /// <param name="name">A column's name.</param>
    public static string Strip(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    /// <summary>The field's own name comes first.</summary>
    private static (string, string[]) Entry(string field, string names) => (field, [.. names.Split(' ').Prepend(Strip(field)).Distinct(StringComparer.Ordinal)]);
}
