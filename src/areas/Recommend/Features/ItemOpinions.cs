using Kirana.Data.Feedback;
using Kirana.Data.ModelFiles;
using Kirana.Numerics.Kernels;
using Kirana.Recommend.Reranking;

namespace Kirana.Recommend.Features;

/// <summary>What was said of items up to one moment: how they are rated, by how many, and how long people look. Immutable and thread-safe.</summary>
/// <remarks>
/// <para>A rating, −1 to 1, is taken for μ + b_u + b_i (Koren, "Factor in the neighbors", TKDD 4, 2010, §2.1): the shop's mean, how easily the user is pleased, and the item.
/// b_u is drawn to 0, b_i to the mean of the item's department and that to 0, each as far as <see cref="MeanPrior"/> tells; <see cref="Sweeps"/> turns find them one by the other.
/// Without b_u an item that the hard to please happen to buy would look bad.</para>
/// <para>Of a user's ratings of an item the latest before the moment counts. Ratings do not fade: what is thought of an item stays.</para>
/// </remarks>
public sealed class ItemOpinions
{
    /// <summary>Turns of users and items; ten change the third digit no more.</summary>
    private const int Sweeps = 10;

    /// <summary>Figures of an item: b_i, the plain mean, the number of ratings, the typical dwell.</summary>
    private const int Width = 4;

    private readonly float[] _items;
    private readonly float[] _shop;

    private ItemOpinions(float[] items, float[] shop) => (_items, _shop) = (items, shop);

    /// <summary>The shop's mean rating μ, −1 to 1, and its mean logarithm of 1 and the seconds of a dwell; NaN where there is none.</summary>
    public (float Rating, float Dwell) Shop => (_shop[0], _shop[1]);

    /// <summary>How many ratings a user's own mean is drawn to the shop's by.</summary>
    internal float UserStrength => _shop[2];

    /// <summary>Looks at the opinions before a moment.</summary>
    /// <param name="opinions">The opinions: the weight of an event is the <see cref="Opinion.Code"/> of an <see cref="Opinion"/>.</param>
    /// <param name="items">The items that are asked of.</param>
    /// <param name="traits">Departments of those items; <see langword="null"/> if none are known.</param>
    /// <param name="until">The first moment that does not count, in UTC microseconds.</param>
    public static ItemOpinions Of(Interactions opinions, IdMap items, ItemTraits? traits, long until)
    {
        ArgumentNullException.ThrowIfNull(opinions);
        ArgumentNullException.ThrowIfNull(items);
        var told = new OpinionTally(opinions, items, until);
        var (departments, count) = (traits?.Departments ?? new int[items.Count], traits?.DepartmentCount ?? 1);
        var found = new ItemOpinions(new float[items.Count * Width], [float.NaN, float.NaN, 1]);
        found.Rate(told, departments, count);
        found.Time(told, departments, count);
        return found;
    }

    /// <summary>b_i: how much better an item is rated than the shop's mean, by users of like mind; of an item without ratings its department's. NaN in a shop without ratings.</summary>
    /// <param name="item">The item's index.</param>
    public float RatingOf(int item) => _items[item * Width];

    /// <summary>The plain mean of an item's ratings, −1 to 1; NaN without one.</summary>
    /// <param name="item">The item's index.</param>
    public float MeanOf(int item) => _items[item * Width + 1];

    /// <summary>How many users rated an item.</summary>
    /// <param name="item">The item's index.</param>
    public float RatedBy(int item) => _items[item * Width + 2];

    /// <summary>The typical logarithm of 1 and the seconds of a dwell at an item, drawn to its department's; NaN in a shop without dwells.</summary>
    /// <param name="item">The item's index.</param>
    internal float DwellOf(int item) => _items[item * Width + 3];

    /// <summary>The logarithm of 1 and the number of ratings; NaN in a shop without ratings.</summary>
    internal float CountOf(int item) => float.IsNaN(_shop[0]) ? float.NaN : Elementary.Log(1 + _items[item * Width + 2]);

    /// <summary>Writes what was learned.</summary>
    /// <param name="writer">Where tensors go.</param>
    public void Save(ModelWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Add("items", _items);
        writer.Add("shop", _shop);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <param name="reader">The part of a file.</param>
    /// <param name="items">The number of items.</param>
    /// <exception cref="Data.DataException">The file is damaged.</exception>
    public static ItemOpinions Read(ModelReader reader, int items)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var found = new ItemOpinions(reader.Floats("items"), reader.Floats("shop"));
        ModelParts.RequireLength(reader, "items", found._items.Length, items * Width);
        ModelParts.RequireLength(reader, "shop", found._shop.Length, 3);
        return found;
    }

    private void Rate(OpinionTally told, int[] departments, int departmentCount)
    {
        var items = departments.Length;
        if (told.Ratings.Count == 0)
        {
            for (var item = 0; item < items; item++)
                (_items[item * Width], _items[item * Width + 1]) = (float.NaN, float.NaN);
            return;
        }

        var mean = told.Ratings.Sum(one => (double)one.Rating) / told.Ratings.Count;
        var (ofUsers, ofItems) = (new double[told.Users], new double[items]);
        var (userStrength, itemStrength, departmentStrength) = (0.0, 0.0, 0.0);
        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            var users = told.Residuals(told.Users, one => one.User, one => one.Rating - mean - ofItems[one.Item]);
            userStrength = sweep == 0 ? users.Strength(new int[told.Users], 1) : userStrength;
            for (var user = 0; user < ofUsers.Length; user++)
                ofUsers[user] = users.Sums[user] / (users.Counts[user] + userStrength);
            var rated = told.Residuals(items, one => one.Item, one => one.Rating - mean - ofUsers[one.User]);
            var groups = told.Residuals(departmentCount, one => departments[one.Item], one => one.Rating - mean - ofUsers[one.User]);
            if (sweep == 0)
                (itemStrength, departmentStrength) = (rated.Strength(departments, departmentCount), groups.Strength(new int[departmentCount], 1));
            for (var item = 0; item < items; item++)
            {
                var department = groups.Sums[departments[item]] / (groups.Counts[departments[item]] + departmentStrength);
                ofItems[item] = (rated.Sums[item] + itemStrength * department) / (rated.Counts[item] + itemStrength);
            }
        }

        var plain = told.Residuals(items, one => one.Item, one => one.Rating);
        for (var item = 0; item < items; item++)
        {
            _items[item * Width] = (float)ofItems[item];
            _items[item * Width + 1] = plain.Counts[item] == 0 ? float.NaN : (float)(plain.Sums[item] / plain.Counts[item]);
            _items[item * Width + 2] = plain.Counts[item];
        }

        (_shop[0], _shop[2]) = ((float)mean, (float)userStrength);
    }

    private void Time(OpinionTally told, int[] departments, int departmentCount)
    {
        var (looked, items) = (told.Dwells, departments.Length);
        var (sum, count) = (looked.Sums.Sum(), looked.Counts.Sum());
        var mean = count == 0 ? double.NaN : sum / count;
        var (sums, counts) = (new double[departmentCount], new int[departmentCount]);
        for (var item = 0; item < items; item++)
            (sums[departments[item]], counts[departments[item]]) = (sums[departments[item]] + looked.Sums[item], counts[departments[item]] + looked.Counts[item]);
        var strength = looked.Strength(departments, departmentCount);
        for (var item = 0; item < items; item++)
        {
            var department = (sums[departments[item]] + strength * mean) / (counts[departments[item]] + strength);
            _items[item * Width + 3] = (float)((looked.Sums[item] + strength * department) / (looked.Counts[item] + strength));
        }

        _shop[1] = (float)mean;
    }
}
