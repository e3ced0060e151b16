using System.Buffers.Binary;
using System.Globalization;
using System.IO.Hashing;
using System.Text;
using Kirana.Operate.Contracts;
using Kirana.Operate.Records;
using Kirana.Operate.Shops;
using Kirana.Operate.Stores;
using Kirana.Recommend.Content;

namespace Kirana.Pipelines.Import.Categories;

/// <summary>Gives products without a category one from their titles, and stores them as items of the source <c>derived</c>.</summary>
/// <remarks>
/// An item's row takes over what was imported of it and adds category, title, kind, price (the median paid) and first day of sale. It holds
/// since the last event, so a later run over more data makes a newer version; over the same data it makes the same rows with the same keys, and nothing
/// changes. Fees, vouchers, items without a title and items whose import gave a category are left alone.
/// </remarks>
public static class CategoriesJob
{
    /// <summary>The source's name.</summary>
    public const string Source = "derived";

    private static readonly RecordKind Items = RecordKinds.Items, Events = RecordKinds.Events;

    /// <summary>Runs the job.</summary>
    /// <param name="shop">The shop.</param>
    /// <param name="cancellation">Ends the work; nothing is kept.</param>
    /// <returns>The store's receipt; <see langword="null"/> if no item needs a category.</returns>
    public static ImportReceipt? Run(IShop shop, CancellationToken cancellation = default)
    {
        var imported = new ItemVersions(shop.Records);
        var items = shop.Analysis.Catalogue()
            .Where(item => string.Equals(item.Kind, ItemKinds.Product, StringComparison.Ordinal) && item.Title.Length > 0 && !imported.HasCategory(item.Id))
            .OrderBy(item => item.Id, StringComparer.Ordinal).ToArray();
        if (items.Length == 0)
            return null;

        var categories = TitleCategories.Of([.. items.Select(item => item.Title)]);
        cancellation.ThrowIfCancellationRequested();
        var (first, last) = Sales(shop.Records, cancellation);
        var clock = ShopClock.Of(shop.Settings.TimeZone);

        var batch = new RecordBatch(Items, items.Length);
        for (var row = 0; row < items.Length; row++)
        {
            var item = items[row];
            imported.CopyTo(item.Id, batch, row);
            batch.Texts(Items.IndexOf("kind"))[row] = item.Kind;
            batch.Texts(Items.IndexOf("title"))[row] = item.Title;
            batch.Texts(Items.IndexOf("category"))[row] = categories[row];
            batch.Texts(Items.IndexOf("attributes"))[row] = ItemVersions.DerivedMark;
            if (item.Price is { } price)
                batch.Numbers(Items.IndexOf("price"))[row] = (long)decimal.Round(price * DecimalText.One);
            if (first.TryGetValue(item.Id, out var moment))
                batch.Numbers(Items.IndexOf("launched"))[row] = clock.DayOf(new LocalTime(moment, 0));
            batch.Numbers(Items.TimeIndex)[row] = Math.Max(last, batch.Numbers(Items.TimeIndex)[row]);
            batch.Keys[row] = KeyOf(batch, row);
        }

        batch.Count = items.Length;
        using var store = shop.Records.BeginImport(Items, Source, "titles");
        store.Write(batch, keysAreContent: false);
        return store.Commit(new ImportReport(items.Length, items.Length, new Dictionary<string, long>(StringComparer.Ordinal), 0, 0));
    }

    /// <summary>When each item was first sold at a price, and when the last event was.</summary>
    private static (Dictionary<string, long> First, long Last) Sales(IRecordStore records, CancellationToken cancellation)
    {
        int item = Events.IndexOf("item"), kind = Events.IndexOf("kind"), price = Events.IndexOf("unit_price");
        var first = new Dictionary<string, long>(StringComparer.Ordinal);
        var last = RecordBatch.Missing;
        using var reader = records.Read(Events);
        while (reader.TryRead(out var batch))
        {
            cancellation.ThrowIfCancellationRequested();
            for (var row = 0; row < batch.Count; row++)
            {
                var time = batch.Numbers(Events.TimeIndex)[row];
                last = Math.Max(last, time);
                if (batch.Texts(kind)[row] is "purchase" && batch.Numbers(price)[row] > 0 && batch.Texts(item)[row] is { } id &&
                    (!first.TryGetValue(id, out var earliest) || time < earliest))
                    first[id] = time;
            }
        }

        return (first, last);
    }

    /// <summary>The hash of everything a row holds.</summary>
    private static UInt128 KeyOf(RecordBatch batch, int row)
    {
        var hash = new XxHash128();
        hash.Append("items/derived"u8);
        Span<byte> length = stackalloc byte[sizeof(int)];
        for (var column = 0; column < Items.Fields.Count; column++)
        {
            var text = Items.Fields[column].IsText ? batch.Texts(column)[row] ?? "" : batch.Numbers(column)[row].ToString(CultureInfo.InvariantCulture);
            var bytes = Encoding.UTF8.GetBytes(text);
            BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
            hash.Append(length);
            hash.Append(bytes);
        }

        return hash.GetCurrentHashAsUInt128();
    }
}
