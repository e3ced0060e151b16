using Kirana.Data.Feedback;
using Kirana.Data.ModelFiles;

namespace Kirana.Recommend.Reranking;

/// <summary>What is known of every item of a map, with categories and brands as small numbers. Immutable and thread-safe.</summary>
public sealed class ItemTraits
{
    private const string LevelMark = " > ";

    private readonly ItemTrait[] _traits;
    private readonly int[] _brands;

    /// <summary>Gathers what is known.</summary>
    /// <param name="items">The items.</param>
    /// <param name="find">What is known of an item by its id; <see langword="null"/> for nothing.</param>
    public ItemTraits(IdMap items, Func<string, ItemTrait?> find)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(find);
        Items = items;
        _traits = [.. items.Ids.Select(id => find(id) ?? ItemTrait.Unknown)];
        _brands = Numbered(_traits, trait => trait.Brand, out _);
        Departments = Numbered(_traits, trait => LevelsOf(trait.Category, 1), out var departments);
        DepartmentCount = departments;
    }

    /// <summary>The items.</summary>
    public IdMap Items { get; }

    /// <summary>The number of distinct first levels of category paths, the empty one included.</summary>
    public int DepartmentCount { get; }

    /// <summary>The first level of each item's category path, as a number from 0; items without a category have one of their own.</summary>
    internal int[] Departments { get; }

    /// <summary>The name of a department; empty for that of items without a category.</summary>
    internal string NameOfDepartment(int department) => LevelsOf(_traits[Array.IndexOf(Departments, department)].Category, 1);

    /// <summary>What is known of an item.</summary>
    /// <param name="item">The item's index.</param>
    public ItemTrait this[int item] => _traits[item];

    /// <summary>The same knowledge over another map, such as that of a fit.</summary>
    /// <param name="items">The items; of one that is not in <see cref="Items"/> nothing is known.</param>
    public ItemTraits Over(IdMap items) => new(items, id => Items.TryGetIndex(id, out var item) ? _traits[item] : null);

    /// <summary>Writes what is known.</summary>
    internal void Save(ModelWriter writer)
    {
        writer.AddStrings("category", [.. _traits.Select(trait => trait.Category)]);
        writer.AddStrings("brand", [.. _traits.Select(trait => trait.Brand)]);
        writer.Add("price", [.. _traits.Select(trait => trait.Price)]);
        writer.Add("on-hand", [.. _traits.Select(trait => trait.OnHand)]);
        writer.Add("launched", [.. _traits.Select(trait => trait.Launched)]);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="Data.DataException">The file is damaged.</exception>
    internal static ItemTraits Read(ModelReader reader, IdMap items)
    {
        var (categories, brands) = (reader.Strings("category", items.Count), reader.Strings("brand", items.Count));
        var (prices, onHand, launched) = (reader.Doubles("price", items.Count), reader.Doubles("on-hand", items.Count), reader.Longs("launched", items.Count));
        var traits = new Dictionary<string, ItemTrait>(items.Count, StringComparer.Ordinal);
        for (var item = 0; item < items.Count; item++)
            traits.Add(items[item], new ItemTrait { Category = categories[item], Brand = brands[item], Price = prices[item], OnHand = onHand[item], Launched = launched[item] });
        return new ItemTraits(items, traits.GetValueOrDefault);
    }

    /// <summary>The group of each item by which a cap counts: equal numbers are one group, −1 belongs to none.</summary>
    /// <param name="per">What makes a group.</param>
    /// <param name="level">For categories, how many levels of the path make a group, from 1.</param>
    /// <param name="groups">The number of groups.</param>
    internal int[] GroupsOf(CapGroup per, int level, out int groups)
    {
        if (per == CapGroup.Brand)
        {
            groups = _brands.Length == 0 ? 0 : _brands.Max() + 1;
            return [.. _brands.Select((brand, item) => _traits[item].Brand.Length == 0 ? -1 : brand)];
        }

        var paths = Numbered(_traits, trait => LevelsOf(trait.Category, level), out groups);
        return [.. paths.Select((path, item) => _traits[item].Category.Length == 0 ? -1 : path)];
    }

    /// <summary>The first levels of a category path.</summary>
    internal static string LevelsOf(string category, int level)
    {
        for (var (at, left) = (0, level); ; at += LevelMark.Length)
        {
            at = category.IndexOf(LevelMark, at, StringComparison.Ordinal);
            if (at < 0)
                return category;
            if (--left == 0)
                return category[..at];
        }
    }

    /// <summary>Whether a category is another or lies below it.</summary>
    internal static bool Contains(string above, string category) =>
        category.StartsWith(above, StringComparison.OrdinalIgnoreCase)
        && (category.Length == above.Length || category.AsSpan(above.Length).StartsWith(LevelMark, StringComparison.Ordinal));

    private static int[] Numbered(ItemTrait[] traits, Func<ItemTrait, string> text, out int count)
    {
        var numbers = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var all = new int[traits.Length];
        for (var item = 0; item < traits.Length; item++)
        {
            var key = text(traits[item]);
            if (!numbers.TryGetValue(key, out all[item]))
                numbers.Add(key, all[item] = numbers.Count);
        }

        count = numbers.Count;
        return all;
    }
}
