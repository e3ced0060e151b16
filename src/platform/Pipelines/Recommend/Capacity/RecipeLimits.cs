using System.Globalization;
using Kirana.Recommend.Linear;
using Kirana.Recommend.Sessions;

namespace Kirana.Pipelines.Recommend.Capacity;

/// <summary>Which recipes a night's training can afford, by the size of the shop: one rule for training and for planning.</summary>
internal static class RecipeLimits
{
    /// <summary>The most megabytes of a matrix: a night's training shares its machine. About 11,000 items.</summary>
    public const int MostMegabytes = 512;

    /// <summary>The most customers whose lists are compared: more make an interval no more useful.</summary>
    public const int MostAsked = 20_000;

    /// <summary>The most pairs of items a recipe may go through: about 140,000 items, a few minutes.</summary>
    private const double MostPairs = 2e10;

    /// <summary>Why a recipe is left out; <see langword="null"/> if it is not.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="items">Items of the shop.</param>
    /// <param name="users">Shoppers.</param>
    public static string? WhyNot(Recipe recipe, int items, int users)
    {
        double side = Math.Min(items, users);
        return recipe.Learner switch
        {
            LinearItems when side * side * sizeof(float) > MostMegabytes * 1e6 =>
                string.Create(CultureInfo.InvariantCulture, $"its matrix of {side:#,0} rows would take {side * side * sizeof(float) / 1e9:#,0} GB, and a training takes {MostMegabytes} MB"),
            Transitions when (double)items * items > MostPairs =>
                string.Create(CultureInfo.InvariantCulture, $"it goes through {(double)items * items / 1e9:#,0} billion pairs of items, and a training through {MostPairs / 1e9:#,0}"),
            _ => null,
        };
    }
}
