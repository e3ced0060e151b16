using Kirana.Data.Feedback;
using Kirana.Operate.Shops;
using Kirana.Operate.Stores;
using Kirana.Recommend.Reranking;

namespace Kirana.Pipelines.Recommend;

/// <summary>What a shop's catalogue says of items, in the words of the area.</summary>
internal static class CatalogueTraits
{
    /// <summary>The traits of the items of a map.</summary>
    public static ItemTraits Of(IShop shop, IdMap items)
    {
        var catalogue = shop.Analysis.Catalogue().ToDictionary(item => item.Id, StringComparer.Ordinal);
        return new ItemTraits(items, id => catalogue.TryGetValue(id, out var item) ? Of(item) : null);
    }

    /// <summary>The traits of one item.</summary>
    public static ItemTrait Of(CatalogueItem item) => new() { Category = item.Category, Price = item.Price is { } price ? (double)price : double.NaN };
}
