using System.Globalization;
using System.Text;
using Kirana.Data.Csv;
using Kirana.Data.ModelFiles;
using Kirana.Numerics.Kernels;

// Reads a table, computes, keeps the result in a model file and reads it back: what a small program of a user does.
using var table = new CsvReader(new MemoryStream(Encoding.UTF8.GetBytes("item,units,price\na,2,1.5\n\"b, \"\"large\"\"\",3,10\n")), "sales.csv");
var items = new List<string>();
var units = new List<double>();
var prices = new List<double>();
while (table.TryRead())
{
    items.Add(Encoding.UTF8.GetString(table.Field(0)));
    units.Add(double.Parse(table.Field(1), CultureInfo.InvariantCulture));
    prices.Add(double.Parse(table.Field(2), CultureInfo.InvariantCulture));
}

var writer = new ModelWriter("sales", version: 1, oldestReader: 1) { Options = """{"currency":"EUR"}""" };
writer.AddStrings("items", items);
writer.Add("revenue", [Dot.Of([.. units], [.. prices])]);
var path = Path.Combine(args[0], "sales.safetensors");
using (var file = File.Create(path))
    writer.Save(file);

using var model = ModelReader.Open(path);
model.Expect("sales", newestKnownVersion: 1);
Console.WriteLine($"{string.Join('|', model.Strings("items"))} {model.Doubles("revenue", 1)[0]} {model.Options}");
