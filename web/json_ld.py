"""What search engines and other machines read of a page: schema.org data in JSON-LD, never run by a browser."""

from index.article import Article
from web.formats import data_block, safe_url
from web.params import joined
from web.urls import article_url

_CONTEXT = "https://schema.org"


def news_article(article: Article, base: str) -> str:
    """Return an article as a NewsArticle; `base` stands before the paths of this site, or is empty."""
    original = safe_url(article.url)
    data = {
        "@context": _CONTEXT,
        "@type": "NewsArticle",
        "headline": article.title or "Untitled",
        "url": base + article_url(article.id) if base else None,
        "isBasedOn": original,
        "datePublished": article.published,
        "author": [{"@type": "Person", "name": name} for name in article.authors],
        "publisher": {"@type": "Organization", "name": article.source} if article.source else None,
        "articleSection": article.section,
        "keywords": list(article.tags),
        "inLanguage": article.lang,
    }
    return data_block({name: value for name, value in data.items() if value})


def web_site(name: str, base: str) -> str:
    """Return the archive as a WebSite that can be searched; nothing where it is not known how it is reached."""
    if not base:
        return ""
    # The braces are the template's: quoted, they would be none.
    template = base + joined("/search", [("q", "")]) + "{search_term_string}"
    target = {"@type": "EntryPoint", "urlTemplate": template}
    action = {"@type": "SearchAction", "target": target, "query-input": "required name=search_term_string"}
    return data_block(
        {"@context": _CONTEXT, "@type": "WebSite", "name": name, "url": f"{base}/", "potentialAction": action}
    )
