using System.Globalization;
using Kirana.Data;
using Kirana.Data.ModelFiles;
using Kirana.Numerics.Kernels;

namespace Kirana.Pipelines.Forecast.Inputs;

/// <summary>What the models of a version use beside the units sold; kept in the model file.</summary>
/// <param name="Lifts">The lifts of holidays and offers, as far as days to come need them.</param>
/// <param name="StockOutDays">The days and items of which stock-outs are told.</param>
/// <param name="Scopes">What each scope uses.</param>
internal sealed record UsedInputs(DayLifts Lifts, int StockOutDays, IReadOnlyDictionary<ForecastScope, ForecastInputs> Scopes)
{
    /// <summary>The part of the model file.</summary>
    public const string Part = "inputs";

    /// <summary>What a scope uses.</summary>
    public ForecastInputs Of(ForecastScope scope) => Scopes.GetValueOrDefault(scope);

    /// <summary>What a scope uses, in words.</summary>
    public IReadOnlyList<string> WordsOf(ForecastScope scope)
    {
        var used = Of(scope);
        var words = new List<string>();
        if (used.HasFlag(ForecastInputs.StockOuts))
            words.Add(string.Create(CultureInfo.InvariantCulture, $"stock-outs of {StockOutDays} days and items as demand cut short"));
        if (used.HasFlag(ForecastInputs.Holidays))
            words.Add(string.Create(CultureInfo.InvariantCulture, $"the holidays of {Lifts.Calendar!.Market}, of which {Lifts.Holidays.Select(one => one.Name).Distinct(StringComparer.Ordinal).Count()} move sales"));
        if (used.HasFlag(ForecastInputs.Offers))
            words.Add(string.Create(CultureInfo.InvariantCulture, $"prices (elasticity {Lifts.PriceElasticity:0.00}) and promotions (×{Elementary.Exp(Lifts.Promotion):0.00})"));
        if (used.HasFlag(ForecastInputs.Outliers))
            words.Add("sales without outliers");
        return words;
    }

    /// <summary>Writes the part.</summary>
    /// <param name="writer">The part.</param>
    public void Save(ModelWriter writer)
    {
        writer.AddStrings("scopes", [.. Scopes.Keys.Select(scope => scope.Name)]);
        writer.Add("used", Scopes.Values.Select(used => (int)used).ToArray());
        writer.Add("stock-out-days", [StockOutDays]);
        Lifts.Save(writer);
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <param name="reader">The part.</param>
    /// <exception cref="DataException"><c>bad-model</c>: something is absent or holds what it cannot.</exception>
    public static UsedInputs Load(ModelReader reader)
    {
        var names = reader.Strings("scopes");
        var used = reader.Ints("used", names.Length);
        var lifts = DayLifts.Load(reader);
        var there = ForecastInputs.StockOuts | ForecastInputs.Offers | ForecastInputs.Outliers | (lifts.Calendar is null ? ForecastInputs.None : ForecastInputs.Holidays);
        if (used.Any(one => (one & ~(int)there) != 0))
            throw reader.Invalid("used", "inputs there are", "others");
        var scopes = new Dictionary<ForecastScope, ForecastInputs>();
        foreach (var scope in ForecastScope.All)
            if (Array.IndexOf(names, scope.Name) is >= 0 and var place)
                scopes.Add(scope, (ForecastInputs)used[place]);
        return new UsedInputs(lifts, reader.Ints("stock-out-days", 1)[0], scopes);
    }
}
