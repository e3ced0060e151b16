using Kirana.Data.Csv;
using Kirana.Data.Fitting;
using Kirana.Data.Series;
using Kirana.Forecast.Batches;

using var file = File.OpenRead(args.Length > 0 ? args[0] : Path.Combine(AppContext.BaseDirectory, "sales.csv"));
using var lines = new CsvReader(file, "sales.csv");
IReadOnlyList<TimeSeries> series = SeriesReader.Read(lines);   // columns series, time, value; the step is found out

BatchModel model = new ForecastBatch { Season = 7, Horizon = 7 }.Fit(series, FitContext.Default);
for (var i = 0; i < model.Count; i++)
{
    var forecast = model.Forecast(i, horizon: 7, levels: [0.1, 0.5, 0.9]);
    Console.WriteLine($"{forecast.Key}, a week from {forecast.Axis.DayOf(0):yyyy-MM-dd}");
    for (var day = 0; day < forecast.Horizon; day++)
        Console.WriteLine($"  {forecast.Axis.DayOf(day):ddd} {forecast.Mean[day],6:0.0}  ({forecast.Quantiles[0][day]:0.0} to {forecast.Quantiles[2][day]:0.0} in 8 of 10 cases)");
}
