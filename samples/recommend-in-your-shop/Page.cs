using System.Net;
using Kirana.Pipelines.Serving;

namespace YourShop;

/// <summary>The shop's pages, as plain as can be.</summary>
public static class Page
{
    public static IResult Home(string customer, ServedList list) => Html("Your shop",
        $"<p>Hello {Text(customer)}, this may please you:</p>{Items(list, customer)}");

    public static IResult Product(string product, string customer, ServedList list) => Html(Catalogue.Titles[product],
        $"<form method='post' action='/orders?customer={Uri.EscapeDataString(customer)}&product={product}'><button>Buy</button></form><p>Goes well with it:</p>{Items(list, customer)}");

    private static string Items(ServedList list, string customer) => $"<ol>{string.Concat(list.Items.Select(item =>
        $"<li><a href='/products/{Uri.EscapeDataString(item.Id)}?customer={Uri.EscapeDataString(customer)}'>{Text(item.Title)}</a> {Text(string.Join(", ", item.Reasons))}</li>"))}</ol>";

    private static IResult Html(string title, string body) => Results.Content(
        $"<!doctype html><html lang='en'><meta charset='utf-8'><title>{Text(title)}</title><h1>{Text(title)}</h1>{body}", "text/html");

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
