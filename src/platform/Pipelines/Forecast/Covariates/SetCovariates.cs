using Kirana.Data;
using Kirana.Data.Series;
using Kirana.Forecast.Covariates;

namespace Kirana.Pipelines.Forecast.Covariates;

/// <summary>Covariates laid beside a set of series: of each its kind, and what there is to tell of it.</summary>
/// <param name="Columns">The covariates.</param>
/// <param name="Notes">What was taken to be so, one sentence each.</param>
internal sealed record SetCovariates(IReadOnlyList<CovariateColumn> Columns, IReadOnlyList<string> Notes)
{
    /// <summary>Where a forecast begins.</summary>
    /// <param name="Key">The series.</param>
    /// <param name="Next">The first step of its horizon.</param>
    public readonly record struct Origin(string Key, TimeAxis Next);

    /// <summary>Lays covariates beside series.</summary>
    /// <param name="reading">The covariates.</param>
    /// <param name="origins">Where forecasts begin: of each series at least one.</param>
    /// <param name="step">The step of the series.</param>
    /// <param name="horizon">Steps to come.</param>
    /// <param name="now">The start of the first step that nobody has seen yet.</param>
    /// <exception cref="DataException"><c>unknown-key</c>; <c>mixed-steps</c>; <c>off-step</c>; <c>duplicate-time</c>; <c>missing-value</c>: one known ahead is missing from
    /// the horizon; <c>future-value</c>: one known after the fact only stands there. Names file, column, row and time.</exception>
    public static SetCovariates Of(CovariateReading reading, IReadOnlyList<Origin> origins, Step step, int horizon, long now)
    {
        var keys = origins.Select(origin => origin.Key).ToHashSet(StringComparer.Ordinal);
        var (columns, notes) = (new List<CovariateColumn>(), new List<string>());
        foreach (var column in reading.Columns)
        {
            CheckKeys(column, keys);
            var values = column.Values.ToDictionary(one => one.Key, one => Series(column, one.Value, step), StringComparer.Ordinal);
            var known = Made(column, values);
            if (known.Kind != CovariateKind.Static)
                CheckAlignment(column, known, origins);
            columns.Add(column.Kind is null ? Guessed(known, origins, horizon, notes) : Said(column, known, values, origins, horizon, now));
            if (column.HasKeys && keys.Count(key => !values.ContainsKey(key)) is > 0 and var without)
                notes.Add($"{without} of {keys.Count} series have no line of '{column.Name}' and are forecast without it.");
        }

        return new SetCovariates(columns, notes);
    }

    private static CovariateColumn Made(CovariateReading.Column column, Dictionary<string, TimeSeries> values)
    {
        var kind = column.Kind ?? CovariateKind.KnownAhead;
        return column.HasKeys ? CovariateColumn.ByKey(column.Name, kind, values)
            : CovariateColumn.Shared(column.Name, kind, values.Count > 0 ? values[""] : new TimeSeries("", default, []));
    }

    private static void CheckKeys(CovariateReading.Column column, HashSet<string> keys)
    {
        foreach (var (key, values) in column.HasKeys ? column.Values : [])
            if (!keys.Contains(key))
                throw new DataException($"Row {values.FirstRow} of {column.File} has the series '{key}', of which there is no observation to forecast; expected a key such as '{keys.FirstOrDefault()}'.")
                {
                    Code = "unknown-key", File = column.File, Row = values.FirstRow, Column = "series", Hint = "Correct the key, or leave its lines out.",
                };
    }

    private static TimeSeries Series(CovariateReading.Column column, CovariateValues values, Step step)
    {
        if (column.Kind == CovariateKind.Static)
            return new TimeSeries(values.Rows.Key, default, [values.First]);
        if (column.Spelling != step && !(column.Spelling == Step.Day && step is Step.Week or Step.Month or Step.Quarter or Step.Year))
            throw new DataException($"{column.File} has times of the step {column.Spelling}; the series have the step {step}, and both must be the same.")
            {
                Code = "mixed-steps", File = column.File, Row = values.FirstRow, Column = "time", Hint = "Bring the covariates to the step of the series.",
            };
        return values.Rows.ToSeries(column.Spelling, step, column.File, SeriesOptions.Default);
    }

    /// <summary>Weeks may begin on another day than those of the series.</summary>
    private static void CheckAlignment(CovariateReading.Column column, CovariateColumn known, IReadOnlyList<Origin> origins)
    {
        foreach (var origin in origins)
            if (origin.Next.Step == Step.Week && known.Of(origin.Key) is { Length: > 0 } values && (values.Axis.Start - origin.Next.Start) % 7 != 0)
                throw new DataException($"The weeks of '{column.Name}' in {column.File} begin on such days as {values.Axis.Label(0)}, those of the series '{origin.Key}' on such as {origin.Next.Label(0)}; both must begin on one weekday.")
                {
                    Code = "off-step", File = column.File, Column = column.Name, Hint = "Name each week by the day that the series name it by.",
                };
    }

    private static CovariateColumn Guessed(CovariateColumn column, IReadOnlyList<Origin> origins, int horizon, List<string> notes)
    {
        var missing = origins.Where(origin => column.Of(origin.Key) is not null).Any(origin => FirstMissing(column, origin, horizon) >= 0);
        notes.Add(missing
            ? $"'{column.Name}' does not reach over the whole horizon, so it is taken to be known after the fact only, and serves {horizon} steps later; say --known {column.Name} if it is planned."
            : $"'{column.Name}' has a value on each step of the horizon, so it is taken to be known ahead; say --past {column.Name} if it is measured after the fact.");
        return missing ? column.As(CovariateKind.PastOnly) : column;
    }

    private static CovariateColumn Said(
        CovariateReading.Column column, CovariateColumn known, Dictionary<string, TimeSeries> values, IReadOnlyList<Origin> origins, int horizon, long now)
    {
        foreach (var origin in known.Kind == CovariateKind.KnownAhead ? origins : [])
            if (known.Of(origin.Key) is not null && FirstMissing(known, origin, horizon) is >= 0 and var at)
                throw new DataException($"The covariate '{column.Name}' of {column.File} has no value for the series '{origin.Key}' at {origin.Next.Label(at)}, in the horizon; expected one, since it is said to be known ahead.")
                {
                    Code = "missing-value", File = column.File, Column = column.Name, Hint = "Give the planned value, or say --past for what is measured after the fact.",
                };
        foreach (var (key, series) in known.Kind == CovariateKind.PastOnly ? values : [])
        {
            var last = series.Values.LastIndexOfAnyInRange(double.MinValue, double.MaxValue);
            if (last >= 0 && series.Axis.Shift(last).Start >= now)
                throw new DataException($"Row {column.Values[key].LatestRow} of {column.File} has '{column.Name}' for {series.Axis.Label(last)}, which is in the horizon; expected none there, since it is said to be known after the fact only.")
                {
                    Code = "future-value", File = column.File, Row = column.Values[key].LatestRow, Column = column.Name, Hint = "Leave the value out, or say --known if it is planned.",
                };
        }

        return known;
    }

    /// <summary>The first step of a horizon without a value; −1 where there is none.</summary>
    private static int FirstMissing(CovariateColumn column, Origin origin, int horizon)
    {
        var ahead = new double[horizon];
        column.Read(origin.Key, origin.Next, ahead);
        return Array.FindIndex(ahead, double.IsNaN);
    }
}
