using Kirana.Data.Fitting;
using Kirana.Data.Tables;
using Kirana.Learn.Boosting;

List<Day> days = [.. Enumerable.Range(0, 730).Select(i => new Day(i % 7, i / 30 % 4 == 0 ? "yes" : "no", 5 + i % 9, Math.Round((12 - i % 9) * (i % 7 > 4 ? 3 : 2) * (i / 30 % 4 == 0 ? 1.5 : 1))))];

var columns = new TableColumns<Day>().Number("weekday", d => d.Weekday).Category("promotion", d => d.Promotion).Number("price", d => d.Price).Number("units", d => d.Units);
BoostedTrees fitted = new GradientBoosting { Trees = 300, MinRowsPerLeaf = 5 }.Fit(TabularData.From(days, columns, target: "units"), FitContext.Default);
fitted.Save("units.model");

BoostedTrees model = BoostedTrees.Load("units.model");
float[] saturday = model.Encode(Table.From([new Day(5, "yes", 6, 0)], columns));
Console.WriteLine($"A Saturday with a promotion at a price of 6: {model.Predict(saturday):0} units");

record Day(int Weekday, string Promotion, double Price, double Units);
