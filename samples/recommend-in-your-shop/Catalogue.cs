namespace YourShop;

/// <summary>What the shop sells: things for the table and things for the tent, in four colours each.</summary>
public static class Catalogue
{
    private static readonly string[] s_goods = ["Mug", "Plate", "Bowl", "Teapot", "Tray", "Rope", "Tent", "Stove", "Lamp", "Flask"];
    private static readonly string[] s_colours = ["red", "blue", "green", "white"];

    public static IReadOnlyDictionary<string, string> Titles { get; } =
        s_goods.SelectMany(goods => s_colours, (goods, colour) => ($"{goods}-{colour}".ToUpperInvariant(), $"{goods}, {colour}"))
            .ToDictionary(product => product.Item1, product => product.Item2);
}
